import { compareFigures, originOf } from '../claims/compare.ts';
import { describeDate } from '../corpus/dates/describe.ts';
import { choose, fittingFigure } from './choose.ts';
import { type Citations, openCitations } from './citations.ts';
import { differences } from './differences.ts';
import { byNewest, type Evidence, sourceOf } from './evidence.ts';
import type { Reading } from './question.ts';
import { type Concepts, type Gazetteer, rank } from './rank.ts';
import type { Block, Part, Reply } from './reply.ts';
import { standingOf, tellsTheSame } from './standing.ts';
import type { Subject } from './subject.ts';
import {
  ARTICLE_ITSELF,
  aroundFigure,
  claimBlock,
  relayedBy,
  whatIsClaimed,
  whenSaid,
  whoSays,
} from './wording.ts';

/** An answer to a plain question stays near this many characters: an answer, not a dump. */
const MAX_CHARACTERS = 800;

export type Told = { readonly reply: Reply; readonly evidence: readonly Evidence[] };

/** Answers a plain question from evidence: claims cut from articles, fixed phrases around them. */
export function answerPlainly(
  reading: Reading,
  subject: Subject,
  all: readonly Evidence[],
  gazetteer: Gazetteer,
  concepts: Concepts,
): Told {
  const last = all.filter(({ claim }) => subject.lastClaims.includes(claim.id));
  const pointsBack = reading.terms.length === 0 && reading.names.length === 0 && last.length > 0;
  if (subject.asked === 'when' && pointsBack) return answerWhen(last);
  if (reading.asksConfirmation && last.length > 0) return answerConfirmed(last, all);
  if (subject.asked === 'who-said' && pointsBack) {
    if (reading.asksElse) return answerWhoElse(last, all);
    return reading.asksDifferences ? answerOtherwise(last, all) : answerWho(last);
  }
  const ranked = rank(subject, all, gazetteer, concepts);
  const choice = choose(reading, subject, ranked, all, gazetteer, concepts);
  if (!choice.held) return abstain(choice.missing, choice.nearest);

  const words = (of: Evidence) =>
    subject.asked === 'how-many' ? figureWords(of, subject, concepts) : of.text;
  const chosen = fitLength(choice.evidence, words);
  if (reading.which !== null && asksName(reading)) return answerUnnamed(reading, chosen);
  const citations = openCitations();
  const blocks: Block[] = [];
  const [first] = chosen;
  if (subject.asked === 'who-said' && first?.claim.speaker === null) {
    blocks.push(notice('info', 'No source is named for this: the article itself says it.'));
  }
  blocks.push(...chosen.map((evidence) => claimBlock(evidence, citations, [], words(evidence))));
  if (subject.asked === 'when') blocks.push(...happenings(chosen, citations));
  if (subject.asked === 'how-many' || reading.asksDifferences) {
    const left = MAX_CHARACTERS - chosen.reduce((sum, of) => sum + lengthOf(of, words), 0);
    const lines = differences(chosen, citations, left > 350 ? 2 : 1);
    for (const parts of lines)
      if (left > 120)
        blocks.push({
          kind: 'paragraph',
          parts: [{ kind: 'strong', text: 'Where reports differ. ' }, ...parts],
        });
  }
  if (reading.asksLatest) blocks.push(ageNotice(chosen));
  return { reply: finish(blocks, citations, false, summaryOf(chosen)), evidence: chosen };
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

/** Keeps what fits the length of an answer; the first always. */
function fitLength(
  evidence: readonly Evidence[],
  words: (of: Evidence) => string,
): readonly Evidence[] {
  let left = MAX_CHARACTERS;
  return evidence.filter((of, index) => {
    left -= lengthOf(of, words);
    return index === 0 || left >= 0;
  });
}

/** About how long a claim's line is, with its source and date. */
function lengthOf(of: Evidence, words: (of: Evidence) => string): number {
  return (
    words(of).length + whoSays(of).length + whenSaid(of).length + (relayedBy(of)?.length ?? 0) + 25
  );
}

function figureWords(of: Evidence, subject: Subject, concepts: Concepts): string {
  const counted = fittingFigure(subject, of, concepts);
  return counted ? aroundFigure(of, counted.quantity.text) : of.text;
}

function answerWhen(told: readonly Evidence[]): Told {
  const citations = openCitations();
  const blocks: Block[] = [];
  const articles = new Map(told.map((of) => [of.article.id, of]));
  for (const of of [...articles.values()].slice(0, 3)) {
    const { published } = of.article;
    const date = describeDate(published);
    const reason =
      published.basis === 'stated'
        ? 'as the article states'
        : published.basis === 'inferred'
          ? 'as its text lets one infer'
          : 'the article does not show when';
    blocks.push({
      kind: 'paragraph',
      parts: [
        {
          kind: 'text',
          text: `${of.article.outlet ?? 'The article'} reported this: ${date}, ${reason} `,
        },
        ...told
          .filter(({ article }) => article.id === of.article.id)
          .slice(0, 2)
          .map(({ article, claim }) =>
            citations.cite(article, claim.sentence, claim.paragraph, claim.id),
          ),
        ...evidenceParts(of, citations),
      ],
    });
  }
  return { reply: finish(blocks, citations, false, 'When this was reported'), evidence: told };
}

/** The sentences that an inferred date rests on. */
function evidenceParts({ article }: Evidence, citations: Citations): readonly Part[] {
  return article.published.evidence.slice(0, 2).flatMap(({ span, shows, article: id }): Part[] => {
    const sentence =
      id === article.id && span
        ? article.sentences.find((of) => of.span.start <= span.start && span.start < of.span.end)
        : undefined;
    return [
      { kind: 'text', text: `; ${shows} ` },
      ...(sentence ? [citations.cite(article, sentence.span, sentence.paragraph, null)] : []),
    ];
  });
}

/** How many claims of the last answer are gone through again. */
const MAX_LAST = 3;

/** Who says what was just told. */
function answerWho(last: readonly Evidence[]): Told {
  const citations = openCitations();
  const chosen = fitLength(last.slice(0, MAX_LAST), (of) => of.text);
  const blocks = chosen.map((of) => claimBlock(of, citations, []));
  if (chosen.every(({ claim }) => claim.speaker === null))
    blocks.unshift(notice('info', 'No source is named for this: the article itself says it.'));
  return { reply: finish(blocks, citations, false, 'Who said that'), evidence: chosen };
}

/** Whether a second source that does not rest on the first says the same: counted by origins, never by articles. */
function answerConfirmed(last: readonly Evidence[], all: readonly Evidence[]): Told {
  const citations = openCitations();
  const chosen = fitLength(last.slice(0, MAX_LAST), (of) => of.text);
  const standings = chosen.map((of) => standingOf(of, all));
  const isAnyBacked = standings.flat().some((standing) => standing.startsWith('corroborated'));
  const blocks: Block[] = [
    isAnyBacked
      ? notice('info', 'What is held of it, source by source:')
      : notice('warning', 'Not confirmed by a second, independent source in what is held.'),
    ...chosen.map((of, index) => claimBlock(of, citations, standings[index] ?? [])),
  ];
  return { reply: finish(blocks, citations, false, 'Is it confirmed'), evidence: chosen };
}

/** Other origins that tell the same. */
function answerWhoElse(last: readonly Evidence[], all: readonly Evidence[]): Told {
  const origins = new Set(last.map((of) => originOf(of.claim, of.article.outlet)));
  const others = all.filter(
    (other) =>
      !origins.has(originOf(other.claim, other.article.outlet)) &&
      last.some(
        (of) => compareFigures(of.claim, other.claim) === 'same' || tellsTheSame(of, other),
      ),
  );
  if (others.length === 0) return abstain('No other source held says so.', []);
  return tell(others, 'Who else says so');
}

/** What stands against what was just told. */
function answerOtherwise(last: readonly Evidence[], all: readonly Evidence[]): Told {
  const citations = openCitations();
  const lines = differences([...last, ...all.filter((of) => !last.includes(of))], citations, 3, {
    about: new Set(last),
  });
  if (lines.length === 0) return abstain('No report held says otherwise.', []);
  const blocks = lines.map((parts): Block => ({ kind: 'paragraph', parts }));
  return { reply: finish(blocks, citations, false, 'Who says otherwise'), evidence: last };
}

function tell(evidence: readonly Evidence[], summary: string): Told {
  const citations = openCitations();
  const chosen = fitLength(evidence.slice(0, MAX_LAST), (of) => of.text);
  return {
    reply: finish(
      chosen.map((of) => claimBlock(of, citations, [])),
      citations,
      false,
      summary,
    ),
    evidence: chosen,
  };
}

/** "Which outlet": a name is asked for, not a description. */
function asksName(reading: Reading): boolean {
  return reading.which === 'outlet';
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

/** Nothing held answers; something nearer may be offered, named as such. */
export function abstain(missing: string, nearest: readonly Evidence[]): Told {
  const citations = openCitations();
  const blocks: Block[] = [notice('info', missing)];
  if (nearest.length > 0) {
    blocks.push(notice('info', 'The nearest thing held, which is no answer to this:'));
    blocks.push(...nearest.map((of) => claimBlock(of, citations, [])));
  }
  return { reply: finish(blocks, citations, true, missing), evidence: nearest };
}

export function notice(tone: 'info' | 'warning', text: string): Block {
  return { kind: 'notice', tone, parts: [{ kind: 'text', text }] };
}

/** How old the newest thing told is. */
export function ageNotice(evidence: readonly Evidence[]): Block {
  const [newest] = [...evidence].sort(byNewest);
  const date = newest ? describeDate(newest.article.published) : 'undated';
  return notice('info', `Nothing newer is held on this: the newest report is of ${date}.`);
}

export function finish(
  blocks: readonly Block[],
  citations: Citations,
  abstained: boolean,
  summary: string,
): Reply {
  const sources = citations.block();
  return {
    blocks: sources ? [...blocks, sources] : blocks,
    abstained,
    summary: summary.slice(0, 150),
  };
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
