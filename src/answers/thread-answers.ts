import { compareFigures, originOf } from '../claims/compare.ts';
import { describeDate } from '../corpus/dates/describe.ts';
import { type Citations, openCitations } from './citations.ts';
import { isAboutDenied } from './denials.ts';
import { differences } from './differences.ts';
import type { Evidence } from './evidence.ts';
import type { Named } from './names.ts';
import { isFrom } from './rank.ts';
import type { Block, Part } from './reply.ts';
import { standingOf, tellsTheSame } from './standing.ts';
import { abstain, finish, fitLength, notice, type Told } from './telling.ts';
import { claimBlock } from './wording.ts';

/** When somebody said what was just told: the day stands beside the name; null where none is dated by more than its article. */
export function answerWhenSaid(last: readonly Evidence[]): Told | null {
  const said = last.filter(
    ({ claim, article }) =>
      claim.speaker !== null &&
      claim.said.earliest !== null &&
      claim.said.earliest !== article.published.earliest,
  );
  return said.length > 0 ? tell(said, 'When this was said') : null;
}

/** When what was told is dated, and what shows it. */
export function answerWhen(told: readonly Evidence[]): Told {
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
  if (article.published.basis === 'stated') return [];
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
export function answerWho(last: readonly Evidence[]): Told {
  const citations = openCitations();
  const said = last.filter((of) => !last.some((other) => isAboutDenied(of, other)));
  const chosen = fitLength(said.slice(0, MAX_LAST), (of) => of.text);
  const blocks = chosen.map((of) => claimBlock(of, citations, []));
  if (chosen.every(({ claim }) => claim.speaker === null))
    blocks.unshift(notice('info', 'No source is named for this: the article itself says it.'));
  return { reply: finish(blocks, citations, false, 'Who said that'), evidence: chosen };
}

/** Whether a second source that does not rest on the first says the same: counted by origins, never by articles. */
export function answerConfirmed(last: readonly Evidence[], all: readonly Evidence[]): Told {
  const citations = openCitations();
  const chosen = fitLength(last.slice(0, MAX_LAST), (of) => of.text);
  const standings = chosen.map((of) => standingOf(of, all));
  const isAnyBacked = standings.flat().some((standing) => standing.startsWith('corroborated'));
  const verdict = isAnyBacked
    ? 'What is held of it, source by source:'
    : 'Not confirmed by a second, independent source in what is held.';
  const blocks: Block[] = [
    notice(isAnyBacked ? 'info' : 'warning', verdict),
    ...chosen.map((of, index) => claimBlock(of, citations, standings[index] ?? [])),
  ];
  return { reply: finish(blocks, citations, false, verdict), evidence: chosen };
}

/** Other origins that tell the same. */
export function answerWhoElse(last: readonly Evidence[], all: readonly Evidence[]): Told {
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
export function answerOtherwise(last: readonly Evidence[], all: readonly Evidence[]): Told {
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

/** Who denies what was just told. */
export function answerDenied(last: readonly Evidence[], all: readonly Evidence[]): Told {
  const denials = all.filter((of) => last.some((told) => isAboutDenied(of, told)));
  if (denials.length === 0) return abstain('No denial of this is held.', []);
  // What is asked next is asked of what was denied, not of its denial.
  return { ...tell(denials, 'Who denies that'), evidence: last };
}

/** Whether these sources say what was just told. */
export function answerSaidBy(
  sources: readonly Named[],
  last: readonly Evidence[],
  all: readonly Evidence[],
): Told {
  const said = all.filter((of) => sources.some((source) => isFrom(source, of)));
  const same = said.filter((of) =>
    last.some(
      (told) =>
        of === told ||
        compareFigures(told.claim, of.claim) === 'same' ||
        tellsTheSame(told, of) ||
        isAboutDenied(of, told),
    ),
  );
  const names = sources.map(({ name }) => name).join(' or ');
  return same.length > 0
    ? tell(same, 'Who said that')
    : abstain(`Nothing held from ${names} says so.`, []);
}
