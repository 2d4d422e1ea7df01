import fc from 'fast-check';
import type { Figure, MapReport, PictureSpec } from '../../src/answers/reply.ts';

/** Words as the worst of articles may hold them. */
const words = fc.oneof(
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"quoted" & \'single\' </text>',
    ']]> <!-- -->',
    'Міністерство оборони України',
    'שלום עולם مرحبا',
    '\u0000\u0007\u001B[31m',
    '\uD800 lone',
    '\u202Eturned\u202C',
    '中国人民解放军东部战区',
    '👨‍👩‍👧‍👦🏳️‍🌈',
    'x'.repeat(300),
    '',
  ),
  fc.string({ maxLength: 60, unit: 'grapheme' }),
);
const day = fc.option(
  fc
    .date({ min: new Date('1950-01-01'), max: new Date('2080-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
);
const value = fc.option(
  fc.oneof(fc.nat(2_000_000), fc.double({ min: 0, max: 1e15, noNaN: true }), fc.constant(0)),
);
const latitude = fc.double({ min: -90, max: 90, noNaN: true });
const longitude = fc.double({ min: -180, max: 180, noNaN: true });

const figure: fc.Arbitrary<Figure> = fc
  .record({
    label: words,
    text: words,
    low: value,
    high: value,
    unit: fc.oneof(fc.constantFrom('troops', 'km²', 'tanks'), words),
    source: words,
    day,
    marks: fc.constant([]),
  })
  .map((of) =>
    of.low !== null && of.high !== null && of.low > of.high
      ? { ...of, low: of.high, high: of.low }
      : of,
  );

const report: fc.Arbitrary<MapReport> = fc.record({
  place: words,
  latitude,
  longitude,
  from: fc.option(fc.record({ place: words, latitude, longitude })),
  label: words,
  source: words,
  day,
  marks: fc.constant([]),
});

/** Any picture that an answer may hold, and many that none does. */
export const anyPicture: fc.Arbitrary<PictureSpec> = fc.oneof(
  fc.record({
    kind: fc.constant('figures' as const),
    title: words,
    figures: fc.array(figure, { maxLength: 20 }),
  }),
  fc.record({
    kind: fc.constant('map' as const),
    title: words,
    reports: fc.array(report, { maxLength: 12 }),
  }),
);
