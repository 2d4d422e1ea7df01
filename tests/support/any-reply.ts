import fc from 'fast-check';
import type { Action, Block, Citation, Part, Reply } from '../../src/answers/reply.ts';

/** Text as it comes from the worst of articles and people. */
const hostile = fc.constantFrom(
  '@everyone',
  '@here',
  '<@123456789012345678>',
  '<@&123456789012345678>',
  '<#123456789012345678>',
  '<!channel>',
  '<!here|all>',
  '<t:1700000000:R>',
  '<:flag:123456789012345678>',
  '</briefing:123456789012345678>',
  '[click](https://evil.example)',
  'https://evil.example/a_(b)_c',
  'discord.gg/abcdef',
  '```js\ncode\n```',
  '`tick`',
  '||spoiler||',
  '**bold** __under__ ~~gone~~ *it* _it_',
  '# heading',
  '-# small',
  '> quoted\n>>> all',
  '1. one\n- two\n* three',
  ':smile: :thumbsup:',
  '\u202Eevil\u202C \u2066x\u2069',
  '\u0000\u0007\u001B[31m',
  'שלום עולם مرحبا بالعالم',
  '👨‍👩‍👧‍👦🏳️‍🌈',
  '&amp; &lt;!channel&gt; &',
  '\uD800 lone',
  '\\',
  '\\*\\_\\`',
);
const LOREM = [
  'Two brigades moved towards the border on Monday, officials said.',
  'U.S. officials',
  'some 50,000 troops',
  '1.5 million; at 10:30',
] as const;
const ADDRESSES = [
  'https://gazette.example/2024/08/a-(b)_c*d*?q=[1]#x',
  'http://[::1]:8080/~a|b',
  'javascript:alert(1)',
  `https://gazette.example/${'long/'.repeat(200)}`,
] as const;
const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...LOREM) },
  { weight: 2, arbitrary: hostile },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.nat(1_500).map((n) => 'Ж'.repeat(n)) },
);
/** Up to some ten thousand characters. */
const long = fc.array(word, { maxLength: 8 }).map((words) => words.join(' '));
const short = fc.array(word, { maxLength: 2 }).map((words) => words.join(' '));

const citation = (mark: number): fc.Arbitrary<Citation> =>
  fc.record({
    mark: fc.constant(mark),
    article: fc.nat(99).map((n) => n.toString(16).padStart(16, '0')),
    origin: fc.constant('a.txt'),
    start: fc.nat(100_000),
    end: fc.nat(100_000),
    quote: short,
    paragraph: fc.nat(300),
    title: short,
    outlet: fc.option(short),
    published: fc.constantFrom('3 Feb 2023', 'undated', 'about 15 Aug 2024 (inferred)'),
    url: fc.option(fc.oneof(fc.constantFrom(...ADDRESSES), short)),
    claim: fc.option(fc.constant(`0123456789abcdef-${String(mark).padStart(2, '0')}`)),
  });

function blocks(marks: readonly number[]): fc.Arbitrary<Block> {
  const some = fc.subarray([...marks]);
  const part: fc.Arbitrary<Part> = fc.oneof(
    fc.record({
      kind: fc.constantFrom('text' as const, 'strong' as const, 'quote' as const),
      text: long,
    }),
    fc.record({ kind: fc.constant('cite' as const), marks: some }),
  );
  const parts = fc.array(part, { maxLength: 6 });
  const figure = fc.record({
    label: short,
    text: short,
    low: fc.option(fc.nat()),
    high: fc.option(fc.nat()),
    unit: fc.constant('troops'),
    source: short,
    day: fc.option(fc.constant('2024-08-15')),
    marks: some,
  });
  const action: fc.Arbitrary<Action> = fc.oneof(
    fc.record({ kind: fc.constant('ask' as const), label: short, text: long }),
    fc.record({ kind: fc.constant('wrong' as const), label: short }),
    ...(marks.length > 0
      ? [
          fc.record({
            kind: fc.constant('cite' as const),
            label: short,
            mark: fc.constantFrom(...marks),
          }),
        ]
      : []),
  );
  return fc.oneof(
    fc.record({ kind: fc.constant('heading' as const), text: short }),
    fc.record({ kind: fc.constant('paragraph' as const), parts }),
    fc.record({
      kind: fc.constant('claim' as const),
      who: short,
      verb: fc.constantFrom('said', 'warned'),
      via: fc.option(short),
      when: short,
      what: parts,
      standing: fc.array(short, { maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('figures' as const),
      title: short,
      rows: fc.array(figure, { maxLength: 8 }),
    }),
    fc.record({
      kind: fc.constant('timeline' as const),
      entries: fc.array(fc.record({ when: short, parts }), { maxLength: 6 }),
    }),
    fc.record({
      kind: fc.constant('picture' as const),
      picture: fc.record({
        kind: fc.constant('figures' as const),
        title: short,
        figures: fc.constant([]),
      }),
      alt: long,
    }),
    fc.record({
      kind: fc.constant('notice' as const),
      tone: fc.constantFrom('info' as const, 'warning' as const),
      parts,
    }),
    fc.record({
      kind: fc.constant('actions' as const),
      actions: fc.array(action, { maxLength: 8 }),
    }),
  );
}

/** Any reply that keeps what `Reply` promises: each mark in the text stands in one `sources` block. */
export const anyReply: fc.Arbitrary<Reply> = fc.nat(60).chain((count) => {
  const marks = Array.from({ length: count }, (_, index) => index + 1);
  return fc.record({
    blocks: fc
      .tuple(
        fc.array(blocks(marks), { maxLength: 10 }),
        fc.tuple(...marks.map((mark) => citation(mark))),
      )
      .map(([some, citations]): Block[] => [...some, { kind: 'sources', citations }]),
    abstained: fc.boolean(),
    summary: short.map((text) => text.slice(0, 150)),
  });
});

/** The marks that a reply's text cites. */
export function marksIn(reply: Reply): readonly number[] {
  const ofParts = (parts: readonly Part[]): readonly number[] =>
    parts.flatMap((part) => (part.kind === 'cite' ? part.marks : []));
  return reply.blocks.flatMap((block): readonly number[] => {
    if (block.kind === 'paragraph' || block.kind === 'notice') return ofParts(block.parts);
    if (block.kind === 'claim') return ofParts(block.what);
    if (block.kind === 'figures') return block.rows.flatMap((row) => row.marks);
    if (block.kind === 'timeline') return block.entries.flatMap((entry) => ofParts(entry.parts));
    return [];
  });
}
