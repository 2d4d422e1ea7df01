import { describeDate } from '../corpus/dates/describe.ts';
import { choose } from './choose.ts';
import { fittingFigure } from './choose-figures.ts';
import { type Citations, openCitations } from './citations.ts';
import { differences } from './differences.ts';
import { type Evidence, sourceOf } from './evidence.ts';
import type { Reading } from './question.ts';
import { type Concepts, type Gazetteer, rank } from './rank.ts';
import { withFamilies } from './related.ts';
import type { Block, Part } from './reply.ts';
import { isSpelled } from './spelled.ts';
import type { Subject } from './subject.ts';
import {
  abstain,
  ageNotice,
  finish,
  fitLength,
  lengthOf,
  MAX_CHARACTERS,
  notice,
  type Told,
} from './telling.ts';
import {
  answerConfirmed,
  answerDenied,
  answerOtherwise,
  answerSaidBy,
  answerWhen,
  answerWhenSaid,
  answerWho,
  answerWhoElse,
} from './thread-answers.ts';
import {
  ARTICLE_ITSELF,
  aroundFigure,
  claimBlock,
  whatIsClaimed,
  whoSays,
  whoSaysWithin,
} from './wording.ts';

/** What is kept free for where reports differ, where that is asked for. */
const DIFFERENCES_CHARACTERS = 320;

/** Answers a plain question from evidence: claims cut from articles, fixed phrases around them. */
export function answerPlainly(
  reading: Reading,
  given: Subject,
  all: readonly Evidence[],
  gazetteer: Gazetteer,
  listed: Concepts,
): Told {
  const byId = new Map(all.map((of) => [of.claim.id, of]));
  const last = given.lastClaims.flatMap((id) => byId.get(id) ?? []);
  const subject = withSpeaker(given, reading, last);
  const inThread = answerInThread(reading, subject, last, all);
  if (inThread) return inThread;
  const unnamed = answerNameless(reading, all);
  if (unnamed) return unnamed;
  const concepts = withFamilies(listed, subject.terms, all);
  const ranked = rank(subject, all, gazetteer, concepts);
  const choice = choose(reading, subject, ranked, all, gazetteer, concepts);
  if (!choice.held) return abstain(choice.missing, choice.nearest);

  const words = (of: Evidence) =>
    subject.asked === 'how-many' ? figureWords(of, subject, concepts) : of.text;
  const { asksDifferences } = reading;
  const chosen = fitLength(
    choice.evidence,
    words,
    MAX_CHARACTERS - (asksDifferences ? DIFFERENCES_CHARACTERS : 0),
  );
  if (reading.asksOutlet) {
    const named = chosen.filter(namesOutlet);
    return named.length > 0 ? answerWho(named) : answerUnnamed(reading, chosen);
  }
  if (reading.asksConfirmation && subject.sources.length === 0) return answerConfirmed(chosen, all);
  const citations = openCitations();
  const blocks: Block[] = [];
  const [first] = chosen;
  if (subject.asked === 'who-said' && first?.claim.speaker === null) {
    blocks.push(notice('info', 'No source is named for this: the article itself says it.'));
  }
  blocks.push(...chosen.map((evidence) => claimBlock(evidence, citations, [], words(evidence))));
  // Asked when somebody said it, the day that it was said on stands beside the name.
  if (subject.asked === 'when' && subject.sources.length === 0)
    blocks.push(...happenings(chosen, citations));
  if (subject.asked === 'how-many' || asksDifferences) {
    const left = MAX_CHARACTERS - chosen.reduce((sum, of) => sum + lengthOf(of, words), 0);
    const lines =
      left > 120
        ? differences(
            asksDifferences ? withRest(chosen, choice.evidence) : chosen,
            citations,
            left > 350 ? 2 : 1,
          )
        : [];
    for (const parts of lines)
      blocks.push({
        kind: 'paragraph',
        parts: [{ kind: 'strong', text: 'Where reports differ. ' }, ...parts],
      });
    if (asksDifferences && lines.length === 0)
      blocks.push(notice('info', 'No figure or denial held stands against these.'));
  }
  if (reading.asksLatest) blocks.push(ageNotice(chosen));
  return { reply: finish(blocks, citations, false, summaryOf(chosen)), evidence: chosen };
}

/** "What else did he say?" asks whoever was told first. */
const ASKS_SPEAKER =
  /\b(?:did|does|has|had)\b.*\b(?:he|she)\b.*\b(?:say|said|claim|claimed|add|tell|told|warn|warned|predict|predicted|expect)\b/iu;

function withSpeaker(subject: Subject, reading: Reading, last: readonly Evidence[]): Subject {
  const [first] = last;
  const speaker = first ? sourceOf(first.claim) : null;
  if (!speaker || reading.names.length > 0 || !ASKS_SPEAKER.test(reading.text)) return subject;
  if (speaker.kind !== 'person' && speaker.kind !== 'anonymous') return subject;
  return { ...subject, sources: [{ name: speaker.name, kind: 'speaker', spellings: [] }] };
}

/** A question about what the thread told last; null when it asks for something of its own. */
function answerInThread(
  reading: Reading,
  subject: Subject,
  last: readonly Evidence[],
  all: readonly Evidence[],
): Told | null {
  const namesNothing = reading.terms.length === 0 && reading.names.length === 0;
  if (reading.asksConfirmation && last.length > 0 && reading.sources.length === 0)
    return answerConfirmed(last, all);
  const isSourced = reading.sources.length > 0 && reading.sources.length === reading.names.length;
  if (isSourced && reading.pointsBack && reading.terms.length === 0 && last.length > 0)
    return subject.asked === 'whether' ? answerSaidBy(subject.sources, last, all) : null;
  const asksNews = reading.asksLatest && last.length === 0;
  if (!namesNothing || asksNews) return null;
  const isAsked = subject.asked === 'who-said' || subject.asked === 'when';
  if (last.length === 0)
    return isAsked || reading.asksConfirmation || reading.asksDifferences
      ? abstain('Nothing was told here yet that this could be asked of.', [])
      : null;
  if (subject.asked === 'when')
    return (reading.asksSaying ? answerWhenSaid(last) : null) ?? answerWhen(last);
  if (reading.asksDifferences) return answerOtherwise(last, all);
  if (reading.asksDenial) return answerDenied(last, all);
  if (subject.asked !== 'who-said') return null;
  return reading.asksElse ? answerWhoElse(last, all) : answerWho(last);
}

/** What is told, and then what would have been told beside it. */
function withRest(chosen: readonly Evidence[], fit: readonly Evidence[]): readonly Evidence[] {
  return [...chosen, ...fit.filter((of) => !chosen.includes(of))];
}

/** When what is told happened, where the text dates it. */
function happenings(chosen: readonly Evidence[], citations: Citations): readonly Block[] {
  return chosen
    .filter(({ claim }) => claim.happened.basis !== 'unknown' && claim.happened.earliest !== null)
    .slice(0, 2)
    .map(({ article, claim }) => ({
      kind: 'paragraph',
      parts: [
        { kind: 'text', text: `Dated by the text: ${describeDate(claim.happened)} ` },
        citations.cite(article, claim.sentence, claim.paragraph, claim.id),
      ],
    }));
}

function figureWords(of: Evidence, subject: Subject, concepts: Concepts): string {
  const counted = fittingFigure(subject, of, concepts);
  return counted ? aroundFigure(of, counted.quantity.text) : of.text;
}

/** An outlet's own report, or one through it, by its name: not through "a French newspaper". */
function namesOutlet({ claim: { speaker, via } }: Evidence): boolean {
  const isNamed = (name: string | null | undefined) => /^\p{Lu}/u.test(name ?? '');
  return (
    (speaker?.kind === 'outlet' && isNamed(speaker.name)) || via.some(({ name }) => isNamed(name))
  );
}

/** The sentence speaks of it without naming it: say so, and show the sentence. */
function answerUnnamed(reading: Reading, chosen: readonly Evidence[]): Told {
  const citations = openCitations();
  const [first] = chosen;
  if (!first) return abstain('Nothing held answers this.', []);
  const blocks: Block[] = [
    notice('info', `What is held does not name the ${reading.which}.`),
    {
      kind: 'paragraph',
      parts: [
        { kind: 'text', text: 'The article says: ' },
        { kind: 'quote', text: first.sentence },
        citations.cite(first.article, first.claim.sentence, first.claim.paragraph, first.claim.id),
      ],
    },
  ];
  return { reply: finish(blocks, citations, true, 'Not named in what is held'), evidence: [first] };
}

/** "The name of", "who is the": a name is asked for. */
const ASKS_NAME =
  /\bnames? of (?:the|that|this|those|these)\b|^who (?:is|are|was|were) (?:the|that|this|those|these)\b/iu;

/** "Who is the second US official": where a source that fits stands without its name, that is what is told. */
function answerNameless(reading: Reading, all: readonly Evidence[]): Told | null {
  if (!ASKS_NAME.test(reading.text) || reading.terms.length === 0) return null;
  const found = all.find(
    ({ claim: { speaker }, sourceTerms }) =>
      speaker?.kind === 'anonymous' &&
      reading.terms.every((term) => sourceTerms.has(term)) &&
      reading.names.every(({ named }) => isSpelled(named, `${speaker.name} ${speaker.text}`)),
  );
  if (!found) return null;
  const citations = openCitations();
  const blocks: Block[] = [
    notice('info', `What is held does not name ${whoSaysWithin(found)}.`),
    claimBlock(found, citations, []),
  ];
  return { reply: finish(blocks, citations, true, 'Not named in what is held'), evidence: [found] };
}

/** Words as one line, quotations in their marks. */
function writeWords(parts: readonly Part[]): string {
  return parts
    .map((part) =>
      part.kind === 'quote' ? `“${part.text}”` : part.kind === 'cite' ? '' : part.text,
    )
    .join('');
}

function summaryOf(chosen: readonly Evidence[]): string {
  const [first] = chosen;
  if (!first) return 'Nothing held';
  const who = sourceOf(first.claim) ? whoSays(first) : ARTICLE_ITSELF;
  return `${who}: ${writeWords(whatIsClaimed(first))}`;
}
