import { contentText, type Evidence, pointsBack, sourceOf } from './evidence.ts';
import { termsOf } from './terms.ts';

/** Words of four letters and more that say nothing by themselves, stemmed. */
const FUNCTION_WORD =
  /^(?:that|have|been|were|with|from|this|they|them|their|there|would|will|ani|such|into)$/;

/** Characters between a statement and the sentence that points back to it. */
const RIGHT_BEFORE = 240;

/**
 * A denial is of another source's statement: of one in its own sentence ("the Post reported a call, but the Kremlin
 * denied it"), of one right before that shares half of its words, or of one in the same passage that shares two and half.
 */
export function isAboutDenied(denied: Evidence, claimed: Evidence): boolean {
  if (denied.claim.modality !== 'denied') return false;
  if (denied.article.id !== claimed.article.id || sourceOf(claimed.claim) === null) return false;
  if (claimed.claim.speaker?.name === denied.claim.speaker?.name) return false;
  if (isOfOwnBuildup(denied, claimed)) return true;
  if (Math.abs(denied.claim.paragraph - claimed.claim.paragraph) > 1) return false;
  if (isInSentence(claimed, denied)) return true;
  const isBefore = isRightBefore(claimed, denied);
  if (pointsBack(denied.claim, denied.article)) return isBefore;
  const terms = new Set(termsOf(contentText(denied.article, denied.claim)));
  const words = [...terms].filter((term) => term.length > 3 && !FUNCTION_WORD.test(term));
  const said = new Set(termsOf(contentText(claimed.article, claimed.claim)));
  const shared = words.filter((term) => said.has(term));
  return shared.length >= (isBefore ? 1 : 2) && 2 * shared.length >= words.length;
}

/** How many words a denial has at most that names no more than what it denies: "ordering any build-up". */
const FEW_WORDS = 4;
/** Paragraphs between a buildup and the denial of those whose troops they are said to be. */
const SOON = 2;
/** Letters that a country and its adjective have in common: Serbia and Serbian, China and Chinese. */
const STEM = 4;

/** "Belgrade denied any build-up": of the Serbian deployment that the article has just told of. */
function isOfOwnBuildup({ claim: denied, article }: Evidence, { claim }: Evidence): boolean {
  const side = denied.speaker?.side?.slice(0, STEM);
  const behind = denied.paragraph - claim.paragraph;
  return (
    denied.kind === 'buildup' &&
    claim.kind === 'buildup' &&
    claim.modality !== 'denied' &&
    behind >= 0 &&
    behind <= SOON &&
    side !== undefined &&
    claim.force.some((force) => force.startsWith(side)) &&
    contentText(article, denied).split(' ').length <= FEW_WORDS
  );
}

/** The statement stands before the denial in one sentence. */
function isInSentence({ claim: before }: Evidence, { claim }: Evidence): boolean {
  const [end, start] = [before.content.at(-1)?.end, claim.content[0]?.start];
  return (
    before.sentence.start === claim.sentence.start &&
    end !== undefined &&
    start !== undefined &&
    end <= start
  );
}

/** Little or nothing stands between the statement and the denial's sentence. */
function isRightBefore({ claim: before }: Evidence, { claim }: Evidence): boolean {
  const between = claim.sentence.start - before.sentence.end;
  return between >= 0 && between <= RIGHT_BEFORE;
}
