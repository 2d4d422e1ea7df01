import { anchorsOf } from './anchors.ts';
import { LETTERS } from './letters.ts';
import { GAP, isInName, type Reading, type Rule, words } from './rule.ts';
import { anyOf, durationValue, type Lexicon, readAmount } from './words.ts';

/** How long ("three months", "the past two years") and how often ("every day", "twice a week"). */
export function amountRules(lexicon: Lexicon): readonly Rule[] {
  const { amount, number, unit, pluralUnit, weekday, season, anchors, words: known } = lexicon;
  const near = `(?:(?i:past|last|next|coming|following|first|final|previous|intervening|recent|preceding|same|closing|opening|early|remaining)${GAP})`;
  // "65 years and over" is an age; "recent days and over the past week" is none.
  const over = `over(?!${GAP}(?:the|these|this|a|an)(?![${LETTERS}]))`;
  const ago = `(?!${GAP}(?i:ago|earlier|later)|-(?i:old)|${GAP}(?i:old)(?![${LETTERS}])|${GAP}(?i:and|or)${GAP}(?i:older|younger|up|${over})(?![${LETTERS}]))`;
  const durationOf = (value: string, word: string) =>
    durationValue(value, lexicon.unitCode.get(word.toLowerCase()) ?? 'D');
  const frequencyOf = (word: string) =>
    ({ D: 'XXXX-XX-XX', W: 'XXXX-WXX', M: 'XXXX-XX', Y: 'XXXX' })[lexicon.unitCode.get(word) ?? ''];

  return [
    {
      // "960 a week", "1 billion dollars a year", "twice a day"
      anchors: ['day', 'week', 'month', 'year'],
      pattern: words(
        `(?<=(?:[\\d%]|times|once|twice|(?i:${anyOf(Object.keys(known.numbers))}|million|billion|dollars|hours))(?:${GAP}[${LETTERS}]{2,14}){0,2}${GAP})an?${GAP}(?<unit>(?i:day|week|month|year))(?!${GAP}(?i:ago|earlier|later|after|before))`,
      ),
      read: ({ before, groups: { unit: word = '' } }) =>
        /\b(?:for|in|within|after|than|of|about|over|on|into|to|took|takes|with|from|by|and|just|or|until|at|least)\s$/i.test(
          before,
        )
          ? []
          : [{ type: 'SET', value: durationOf('1', word) }],
    },
    {
      // "per day", "every week", "each year", "every two months", "every Monday", "each season"
      anchors: ['per', 'each', 'every'],
      pattern: words(
        `(?<how>(?i:per|each|every))${GAP}(?:(?:(?<amount>${number})${GAP})?(?<unit>${unit}|${pluralUnit})|(?<weekday>${weekday})|(?<season>${season}|(?i:season))|(?<part>${lexicon.partOfDay}))`,
      ),
      read: ({ groups: { amount: count, unit: word, weekday: day, season: name, part } }) => {
        if (day) return [set(`XXXX-WXX-${lexicon.weekdayNumber.get(day.toLowerCase())}`)];
        if (name) return [set(`XXXX-${known.seasons[name.toLowerCase()] ?? 'XX'}`)];
        if (part) return [set(`XXXX-XX-XXT${known.partsOfDay[part.toLowerCase()]}`)];
        if (!word) return [];
        if (count) return [set(durationOf(readAmount(count, lexicon), word))];
        return [set(frequencyOf(word.toLowerCase()) ?? durationOf('1', word))];
      },
    },
    {
      // "on Sundays"
      anchors: anchors.weekdays.map((day) => `${day}s`),
      pattern: words(`(?<weekday>${weekday})s`),
      read: ({ groups: { weekday: day = '' } }) => [
        set(`XXXX-WXX-${lexicon.weekdayNumber.get(day.toLowerCase())}`),
      ],
    },
    {
      anchors: anchorsOf(Object.keys(known.frequencies)),
      pattern: words(`(?i:${anyOf(Object.keys(known.frequencies))})`),
      read: (match) => {
        const value = known.frequencies[match.text.toLowerCase()];
        return value && !isInName(match) ? [set(value)] : [];
      },
    },
    {
      // "the past two years", "three more weeks", "two and a half months", "six to nine months", "a mere 24 hours"
      anchors: anchors.units,
      pattern: words(
        `(?:(?i:the)${GAP})?(?:${near})?(?:(?i:a|an)${GAP}(?:(?i:mere|full|whole|further|total of)${GAP})(?=\\d))?(?<amount>${amount})(?:${GAP}(?:and${GAP}a${GAP}(?<half>half)|(?:to|or)${GAP}(?<top>${number})))?${GAP}(?:${near}|(?:(?i:more|full|whole|long|entire|consecutive|straight|bloody|additional|solid)${GAP}))?(?<unit>${pluralUnit}|${unit})(?:${GAP}and${GAP}a${GAP}(?<late>half))?${ago}`,
      ),
      read: ({ text, groups: { amount: count = '', half, late, unit: word = '' } }) => {
        const value = readAmount(count, lexicon);
        // "a years-long war" is no single year.
        if (/^a second$/i.test(text) || (/^an?$/i.test(count) && /s$/i.test(word))) return [];
        if (value === 'NaN') return [];
        return [duration(durationOf(half || late ? String(Number(value) + 0.5) : value, word))];
      },
    },
    {
      // "three-month", "30-day", "year-long", "decades-long", but not "22-year-old"
      anchors: anchors.units,
      pattern: words(
        `(?<amount>${number}|(?i:multi|half-a|several))-(?<unit>${unit}|${pluralUnit})(?:-(?i:long))?${ago}`,
      ),
      read: ({ groups: { amount: count = '', unit: word = '' } }) => {
        const value = /^(?:multi|several)/i.test(count)
          ? 'X'
          : /^half/i.test(count)
            ? '0.5'
            : readAmount(count, lexicon);
        return [duration(durationOf(value, word))];
      },
    },
    {
      anchors: ['long'],
      pattern: words(`(?<unit>${unit}|${pluralUnit})-(?i:long)`),
      read: ({ groups: { unit: word = '' } }) => [
        duration(durationOf(/s$/i.test(word) ? 'X' : '1', word)),
      ],
    },
    {
      // "for months", "recent weeks", "the coming days"
      anchors: anchors.pluralUnits,
      pattern: words(`(?:(?i:the)${GAP})?${near}?(?<unit>${pluralUnit})${ago}`),
      read: ({ text, before, groups: { unit: word = '' } }) => {
        if (
          /^(?:seconds|minutes|hours)$/i.test(text) &&
          !/\b(?:for|in|within|after|of)\s$/i.test(before)
        )
          return [];
        return [duration(durationOf('X', word))];
      },
    },
    {
      // "the first week", "over the past decade", "the last century" with nothing that dates it
      anchors: ['past'],
      pattern: words(`(?i:the)${GAP}(?i:past)${GAP}(?<unit>${unit})`),
      read: ({ groups: { unit: word = '' } }) => [duration(durationOf('1', word))],
    },
  ];
}

function set(value: string): Reading {
  return { type: 'SET', value };
}

function duration(value: string): Reading {
  return { type: 'DURATION', value };
}
