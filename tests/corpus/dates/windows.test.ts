import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readConfigFile } from '../../../src/config.ts';
import { anchorIndex } from '../../../src/corpus/dates/anchors.ts';
import { dateRules } from '../../../src/corpus/dates/read.ts';
import { matchesWithin, startsOf, windowsAround } from '../../../src/corpus/dates/windows.ts';
import { DateWordsSchema, toLexicon } from '../../../src/corpus/dates/words.ts';

const words = readConfigFile('config/language/dates.json', DateWordsSchema);
const rules = dateRules(toLexicon(words));
const index = anchorIndex(rules, ({ anchors }) => anchors);

/** Words of time, numbers, what stands between them, and other words. */
const piece = fc.constantFrom(
  ...words.months.flat(),
  ...words.weekdays.flat(),
  ...Object.keys({ ...words.seasons, ...words.partsOfDay, ...words.units, ...words.clockWords }),
  ...Object.keys({ ...words.holidays, ...words.namedDays, ...words.frequencies, ...words.zones }),
  ...Object.keys({ ...words.references, ...words.historyReferences }),
  ...Object.values(words.edges).flat(),
  ...[
    'days',
    'weeks',
    'Sundays',
    'yesterday',
    'today',
    'tonight',
    'weekend',
    'every',
    'per',
    'half',
  ],
  ...['the', 'The', 'a', 'an', 'of', 'on', 'in', 'at', 'and', 'or', 'to', 'this', 'last', 'next'],
  ...[
    'that',
    'ago',
    'earlier',
    'later',
    'from now',
    'past',
    'before',
    'after',
    'following',
    'first',
  ],
  ...['1941', '480 BC', 'AD 79', '2024-08-15', '22.03.2013', '3/4/2019', '4', '26th', '1957-58'],
  ...[
    '1990s',
    '’80s',
    '10:30',
    '3 p.m.',
    '15:00',
    '0800',
    'Q3',
    'several',
    'twenty-six',
    'hundred',
  ],
  ...[
    'troops',
    'moved',
    'Kursk',
    'Zaporizhzhia’s',
    'said',
    'x'.repeat(130),
    'they said '.repeat(30),
  ],
);
const gap = fc.constantFrom(
  ' ',
  ' ',
  ' ',
  ', ',
  '. ',
  '\n',
  '\r\n',
  '\n\n',
  '-',
  '–',
  '',
  '\u00a0',
  '  ',
);
const text = fc
  .array(fc.tuple(piece, gap), { minLength: 150, maxLength: 400, size: 'max' })
  .map((pieces) => pieces.flat().join(''));

it('finds near its anchors whatever a pattern matches anywhere in a text', () => {
  fc.assert(
    fc.property(text, (text) => {
      const near = windowsAround(text, index);
      const starts = startsOf(text);
      for (const rule of rules) {
        const found = matchesWithin(text, starts, near.get(rule) ?? [], rule.pattern);
        const inWhole = [...text.matchAll(new RegExp(rule.pattern.regexp, 'g'))];
        expect(found.map(({ index, 0: words }) => [index, words])).toEqual(
          inWhole.map(({ index, 0: words }) => [index, words]),
        );
      }
    }),
    { numRuns: 60 },
  );
});
