import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Block, Citation, Part, Reply } from '../../src/answers/reply.ts';
import { renderPlain, writeParts } from '../../src/chat/plain.ts';
import { askInTurn, openSeeds } from '../support/seeds.ts';

const muster = await openSeeds();
afterAll(() => muster.store.close());
const held = await muster.store.library.list();
const articles = await muster.store.library.articles(held.map(({ id }) => id));

/** Threads over the seeds; the turns of one stand behind each other. */
const THREADS: readonly (readonly string[])[] = [
  ['/briefing kursk'],
  ['/briefing bakhmut'],
  ['/briefing north korea'],
  ['/briefing sumy'],
  ['/briefing belarus'],
  ['/briefing ATACMS'],
  ['/briefing kherson'],
  ['/briefing ukraine since:2025'],
  ['/briefing troop buildups until:2023'],
  ['/briefing russia outlet:CNN'],
  ['/claims 50,000 troops'],
  ['/claims 500,000'],
  ['/claims troops speaker:NYT'],
  ['/claims kursk kind:movement'],
  ['/claims offensive place:Kharkiv since:2025'],
  ['/claims casualties'],
  ['/claims ceasefire speaker:Kyiv'],
  ['how many North Korean soldiers are there?', 'who said that?', 'is that confirmed?', 'and now?'],
  ['how many troops did Reznikov say were ordered?', 'when was this?', 'who else says so?'],
  ['what did Kirby say?', 'to whom?'],
  ['who says Sudzha is held?', 'and in Kharkiv?', 'how many troops?'],
  ['did the Kremlin confirm the call with Trump?'],
  ['how much ground did Ukraine take near Kursk?', 'do reports differ?'],
  ['how many casualties a day?'],
  ['how long could the offensive last?'],
  ['which weapons may Ukraine not use?'],
  ['what happened in Jeddah?'],
  ['where does Russia mass troops?'],
  ['is there a buildup in Kherson?'],
  ['has Belarus sent troops?'],
  ['what did Syrsky write on Telegram?'],
  ['fighting around Bachmut?'],
  ['what is the newest report?', 'and before that?'],
  ['what did Prigozhin claim?', 'who reported it?'],
  ['has the US seen a substantial move?'],
  ['why does the US hold back ATACMS?'],
  ['were better-trained units moved?'],
  ['how many tanks are there?'],
  ['who denies what?'],
  ['was the offensive in Kharkiv a success?'],
];

const replies: (readonly [asked: string, reply: Reply])[] = [];
for (const turns of THREADS) {
  const given = await askInTurn(muster, turns);
  given.forEach((reply, at) => {
    replies.push([turns.slice(0, at + 1).join(' / '), reply]);
  });
}

function citationsOf({ blocks }: Reply): readonly Citation[] {
  return blocks.flatMap((block) => (block.kind === 'sources' ? block.citations : []));
}

function partsOf(block: Block): readonly Part[] {
  switch (block.kind) {
    case 'paragraph':
    case 'notice':
      return block.parts;
    case 'claim':
      return block.what;
    case 'timeline':
      return block.entries.flatMap(({ parts }) => parts);
    default:
      return [];
  }
}

function marksIn(parts: readonly Part[]): readonly number[] {
  return parts.flatMap((part) => (part.kind === 'cite' ? part.marks : []));
}

/** Dates, conversions and counts of sources are the answer's own; they stand in no sentence. */
const OWN_NUMBERS =
  /\b\d{1,2}(?: [A-Z][a-z]{2}(?: \d{4})?)?(?: ?– ?\d{1,2})? [A-Z][a-z]{2} \d{4}\b|\b(?:[A-Z][a-z]{2} )?(?:19|20)\d\d\b|\(about [\d,]+ (?:km|square kilo)[^)]*\)|\b\d+ (?:independent )?sources?\b/gu;

function numbersIn(text: string): readonly string[] {
  return (text.match(/\d[\d,.]*(?<=\d)/gu) ?? []).map((number) => number.replaceAll(',', ''));
}

/** Numbers that a text gives, those of its own fixed phrases left out. */
function figuresIn(text: string): readonly string[] {
  return numbersIn(text.replaceAll(/\[\d+(?:, \d+)*\]/gu, ' ').replaceAll(OWN_NUMBERS, ' '));
}

describe.each(replies)('the answer to “%s”', (_asked, reply) => {
  const citations = citationsOf(reply);
  const quoted = new Map(citations.map(({ mark, quote }) => [mark, quote]));

  it('cites whole sentences, cut out of the file as it lies on disk', () => {
    for (const { origin, article, start, end, quote, paragraph } of citations) {
      const file = new TextDecoder().decode(readFileSync(origin));
      expect(file.slice(start, end)).toBe(quote);
      const sentence = articles
        .find(({ id }) => id === article)
        ?.sentences.find(({ span }) => span.start === start && span.end === end);
      expect(sentence?.paragraph).toBe(paragraph);
    }
  });

  it('numbers its sources from 1, and each of its marks has one', () => {
    expect(citations.map(({ mark }) => mark)).toEqual(citations.map((_, at) => at + 1));
    const used = reply.blocks.flatMap((block) => [
      ...marksIn(partsOf(block)),
      ...(block.kind === 'figures' ? block.rows.flatMap(({ marks }) => marks) : []),
    ]);
    expect(new Set(used)).toEqual(new Set(citations.map(({ mark }) => mark)));
  });

  it('adds nothing up: every number stands in a sentence that is cited for it', () => {
    for (const block of reply.blocks) {
      if (block.kind === 'claim' || block.kind === 'timeline' || block.kind === 'paragraph') {
        const entries = block.kind === 'timeline' ? block.entries.map(({ parts }) => parts) : [];
        for (const parts of entries.length > 0 ? entries : [partsOf(block)]) {
          const given = new Set(
            marksIn(parts).flatMap((mark) => numbersIn(quoted.get(mark) ?? '')),
          );
          for (const figure of figuresIn(writeParts(parts))) expect([...given]).toContain(figure);
        }
      }
      if (block.kind === 'figures')
        for (const { text, marks } of block.rows) {
          const given = marks.flatMap((mark) => numbersIn(quoted.get(mark) ?? ''));
          for (const figure of figuresIn(text)) expect(given).toContain(figure);
        }
    }
  });

  it('holds words, a summary of one line, and no more than can be read', () => {
    const text = renderPlain(reply);
    expect(text.trim()).not.toBe('');
    expect(reply.summary).toMatch(/^[^\n]{1,150}$/u);
    const words = text.split(/\s+/u).length;
    expect(words).toBeLessThan(520);
  });

  it('quotes only words of a sentence that it cites', () => {
    const cited = citations.map(({ quote }) => quote.replace(/\s+/gu, ' ')).join('\n');
    const quotes = reply.blocks
      .flatMap(partsOf)
      .flatMap((part) => (part.kind === 'quote' ? part.text : []));
    for (const quote of quotes) {
      // A cut is marked with "…", and a statement that its source interrupts is put together again.
      for (const piece of quote.split(/…|(?<=[,.])\s/u))
        expect(cited).toContain(piece.trim().replace(/[,.]$/u, ''));
    }
  });
});

describe('a briefing', () => {
  const briefings = replies.filter(([asked]) => asked.startsWith('/briefing'));

  it.each(briefings)('%s takes about 220 words', (_asked, reply) => {
    expect(renderPlain(reply).split(/\s+/u).length).toBeLessThanOrEqual(280);
  });

  it.each(briefings)('%s speaks of nothing as happening now', (_asked, reply) => {
    const told = reply.blocks.flatMap((block) =>
      block.kind === 'heading' || block.kind === 'notice'
        ? renderPlain({ ...reply, blocks: [block] })
        : [],
    );
    for (const line of told) expect(line).not.toMatch(/\b(?:now|currently|today)\b/u);
  });
});

describe('whatever is typed', () => {
  it('is answered with words, and with nothing that is not held', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 200 }),
          fc
            .array(
              fc.constantFrom(
                ...'how many,troops,/briefing,/claims,kursk,who said that,Kurks,not,?,"“,speaker:,since:2024,and now,5,000,\u0000,😀,\u202e'.split(
                  ',',
                ),
              ),
              { maxLength: 12 },
            )
            .map((words) => words.join(' ')),
        ),
        async (text) => {
          const [reply] = await askInTurn(muster, [text]);
          expect(reply && renderPlain(reply).trim()).toMatch(/\S/u);
          for (const { origin, start, end, quote } of reply ? citationsOf(reply) : []) {
            const article = articles.find((of) => of.origin === origin);
            expect(article?.text.slice(start, end)).toBe(quote);
          }
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);
});
