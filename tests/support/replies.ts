import fc from 'fast-check';
import type { Block, Citation, Part, Reply } from '../../src/answers/reply.ts';

/** A reply with every kind of block, cut from seeds/003. */
export const KURSK: Reply = {
  abstained: false,
  summary: 'Kursk: nothing held is newer than about 11 Nov 2024',
  blocks: [
    { kind: 'heading', text: 'Kursk' },
    {
      kind: 'notice',
      tone: 'warning',
      parts: [{ kind: 'text', text: 'Nothing held is newer than about 11 Nov 2024.' }],
    },
    {
      kind: 'paragraph',
      parts: [
        { kind: 'strong', text: 'About 11 Nov 2024.' },
        { kind: 'text', text: ' Ukraine’s commander Syrskyi said Russia had prepared ' },
        { kind: 'quote', text: 'tens of thousands of troops' },
        { kind: 'text', text: ' to retake Kursk' },
        { kind: 'cite', marks: [1] },
        { kind: 'text', text: '.' },
      ],
    },
    {
      kind: 'claim',
      who: 'New York Times',
      verb: 'reported',
      via: null,
      when: 'about 10 Nov 2024',
      what: [
        { kind: 'text', text: 'some 50,000 Russian and North Korean troops' },
        { kind: 'cite', marks: [2] },
      ],
      standing: ['disputed'],
    },
    {
      kind: 'figures',
      title: 'Troops in Kursk',
      rows: [
        {
          label: 'Russian and North Korean troops',
          text: 'some 50,000',
          low: 50_000,
          high: 50_000,
          unit: 'troops',
          source: 'New York Times',
          day: '2024-11-10',
          marks: [2],
        },
        {
          label: 'Russian troops',
          text: 'tens of thousands of troops',
          low: 10_000,
          high: 100_000,
          unit: 'troops',
          source: 'Syrskyi',
          day: null,
          marks: [1],
        },
      ],
    },
    {
      kind: 'timeline',
      entries: [
        {
          when: 'about 11 Nov 2024',
          parts: [
            { kind: 'text', text: 'Ukraine still held Sudzha' },
            { kind: 'cite', marks: [3] },
          ],
        },
      ],
    },
    {
      kind: 'picture',
      picture: { kind: 'figures', title: 'Troops in Kursk', figures: [] },
      alt: 'Reported troops in Kursk: some 50,000 (New York Times); tens of thousands (Syrskyi).',
    },
    {
      kind: 'sources',
      citations: [
        citation(1, 'Russia has prepared “tens of thousands of troops” to retake Kursk.'),
        citation(2, 'Some 50,000 troops were massed, the New York Times reported.'),
        citation(3, 'Ukraine still controls the town of Sudzha.'),
      ],
    },
    {
      kind: 'actions',
      actions: [
        { kind: 'ask', label: 'Who said that?', text: 'who said that?' },
        { kind: 'wrong', label: 'Wrong?' },
      ],
    },
  ],
};

function citation(mark: number, quote: string): Citation {
  return {
    mark,
    article: '00112233445566aa',
    origin: 'seeds/003_130cf7ac0ca97680.txt',
    start: 0,
    end: quote.length,
    quote,
    paragraph: mark + 2,
    title: 'Ukraine says Russia has massed troops',
    outlet: null,
    published: 'about 11 Nov 2024 (inferred)',
    url: null,
    claim: null,
  };
}

const HOSTILE = [
  '@everyone',
  '<!channel>',
  '<@U012>',
  '`` ` ```',
  '*_~|>#[](https://evil.example)',
  '<script>alert(1)</script>',
  '\u001B[31mred\u0007',
  'ישראל עברית',
  '\u202Egnol',
  '👩‍👩‍👧‍👦🏴‍☠️',
  '대한민국',
  'x'.repeat(300),
];

const words: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'grapheme', maxLength: 12 })), {
    minLength: 1,
    maxLength: 12,
  })
  .map((list) => list.join(' '));

const marks = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 3 });
const parts: fc.Arbitrary<readonly Part[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constantFrom('text' as const, 'strong' as const, 'quote' as const),
      text: words,
    }),
    fc.record({ kind: fc.constant('cite' as const), marks }),
  ),
  { maxLength: 8 },
);

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), text: words }),
  fc.record({ kind: fc.constant('paragraph' as const), parts }),
  fc.record({
    kind: fc.constant('notice' as const),
    tone: fc.constantFrom('info' as const, 'warning' as const),
    parts,
  }),
  fc.record({
    kind: fc.constant('claim' as const),
    who: words,
    verb: fc.constantFrom('said', 'denied', 'warned of'),
    via: fc.option(words),
    when: words,
    what: parts,
    standing: fc.array(words, { maxLength: 2 }),
  }),
  fc.record({
    kind: fc.constant('figures' as const),
    title: words,
    rows: fc.array(
      fc.record({
        label: words,
        text: words,
        low: fc.option(fc.nat()),
        high: fc.option(fc.nat()),
        unit: words,
        source: words,
        day: fc.option(fc.constant('2024-11-10')),
        marks,
      }),
      { maxLength: 4 },
    ),
  }),
  fc.record({
    kind: fc.constant('timeline' as const),
    entries: fc.array(fc.record({ when: words, parts }), { maxLength: 4 }),
  }),
);

/** Any reply that keeps to the type: every mark that it uses, 1 to 9, stands in its sources. */
export const anyReply: fc.Arbitrary<Reply> = fc
  .record({
    blocks: fc.array(block, { minLength: 1, maxLength: 6 }),
    quotes: fc.array(words, { minLength: 9, maxLength: 9 }),
    summary: words.map((text) => text.slice(0, 150)),
    abstained: fc.boolean(),
  })
  .map(({ blocks, quotes, summary, abstained }) => ({
    summary,
    abstained,
    blocks: [
      ...blocks,
      { kind: 'sources', citations: quotes.map((quote, index) => citation(index + 1, quote)) },
    ],
  }));
