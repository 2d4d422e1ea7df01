import { contentText, type Evidence, isPart } from './evidence.ts';
import type { Ranked } from './rank.ts';

/** The best of these, each once, down to this share of the best one's score. */
export function take(ranked: readonly Ranked[], limit: number, share: number): readonly Evidence[] {
  const floor = (ranked[0]?.score ?? 0) * share;
  const told: Evidence[] = [];
  for (const { evidence, score } of ranked) {
    if (score < floor || told.length >= limit) break;
    const repeated = told.findIndex((other) => isRepeat(other, evidence));
    if (repeated < 0) told.push(evidence);
    else if (isFuller(evidence, told[repeated])) told[repeated] = evidence;
  }
  return told;
}

/** Of a headline and what it repeats the article's text is told; of a claim and a part of it the whole; of a claim and its relay, the claim itself,
 * which names its relay; of two that are laid to different sources, the one nearest to its words. */
export function isFuller(one: Evidence, other: Evidence | undefined): boolean {
  if (other && isHeadline(one) !== isHeadline(other)) return isHeadline(other);
  if (!other || one.claim.sentence.start !== other.claim.sentence.start) return false;
  const isPartly = isPart(other.claim, other.article);
  if (isPart(one.claim, one.article) !== isPartly)
    return isPartly && one.text.includes(contentText(other.article, other.claim));
  if (one.claim.speaker?.name !== other.claim.speaker?.name)
    return one.claim.via.length === other.claim.via.length
      ? farFromSource(one) < farFromSource(other)
      : one.claim.via.length > other.claim.via.length;
  return one.text.length > other.text.length && one.text.includes(other.text);
}

/** Characters between the words claimed and those that name their source: of two that are named, the nearer said them. */
function farFromSource({ claim }: Evidence): number {
  const [first, last] = [claim.content[0], claim.content.at(-1)];
  if (!first || !last || !claim.speaker) return Number.POSITIVE_INFINITY;
  return Math.min(
    ...claim.speaker.spans.flatMap(({ start, end }) => [
      Math.abs(first.start - end),
      Math.abs(start - last.end),
    ]),
  );
}

/** So much of the shorter of two statements stands in the other one where it repeats it; a headline is told in other words. */
const REPEAT_SHARE = 0.85;
const HEADLINE_SHARE = 0.5;
/** A headline gives the figure that its article gives: so much else is enough. */
const HEADLINE_FIGURE_SHARE = 0.3;

/** A headline's copy of what its article says, or the part of a claim that is told whole. */
export function isRepeat(one: Evidence, other: Evidence): boolean {
  if (one.article.id !== other.article.id) return false;
  const isSameSentence = one.claim.sentence.start === other.claim.sentence.start;
  if (isSameSentence && (one.text.includes(other.text) || other.text.includes(one.text)))
    return true;
  const [small, large] =
    one.terms.size <= other.terms.size ? [one.terms, other.terms] : [other.terms, one.terms];
  const shared = [...small].filter((term) => large.has(term)).length;
  const figures = (terms: ReadonlySet<string>) =>
    [...terms].filter((term) => /^\d/.test(term)).join(' ');
  const headlineShare = figures(small) === '' ? HEADLINE_SHARE : HEADLINE_FIGURE_SHARE;
  const share = isHeadline(one) !== isHeadline(other) ? headlineShare : REPEAT_SHARE;
  return (
    small.size > 3 &&
    figures(small) === figures(large) &&
    shared >= share * small.size &&
    !isSameSentence
  );
}

/** The first is a headline that says in short what the second says in the text, often with its source's full name. */
export function isHeadlineOf(one: Evidence, other: Evidence): boolean {
  return isHeadline(one) && !isHeadline(other) && isRepeat(one, other);
}

function isHeadline({ claim, article }: Evidence): boolean {
  return article.headline?.start === claim.sentence.start;
}
