import type { Timex } from '../article.ts';
import { type Context, type Grain, here, shifted, there } from './context.ts';
import { GAP, type Reading, type Rule, words } from './rule.ts';
import { durationValue, type Lexicon, readAmount } from './words.ts';

/** By the codes of units; what is finer than a day has none. */
export const GRAIN_OF_UNIT: Record<string, Grain> = {
  D: 'day',
  W: 'week',
  M: 'month',
  Y: 'year',
  DE: 'decade',
  CE: 'century',
};

const FINER: Record<string, { readonly grain: Grain; readonly count: number }> = {
  Y: { grain: 'month', count: 12 },
  DE: { grain: 'year', count: 10 },
  CE: { grain: 'year', count: 100 },
  W: { grain: 'day', count: 7 },
  M: { grain: 'day', count: 30 },
  D: { grain: 'day', count: 1 },
};

/** "two years ago", "a week earlier", "a year and a half ago", "several months ago". */
export function offsetRules(lexicon: Lexicon): readonly Rule[] {
  const { amount, unit, pluralUnit } = lexicon;
  const count = `(?:(?i:just|only|about|some|nearly|almost|more than|less than|over|roughly|at least|barely)${GAP}){0,2}`;
  return [
    {
      anchors: lexicon.anchors.units,
      pattern: words(
        `(?<count>${count})(?<length>(?:(?<amount>${amount})(?:${GAP}and${GAP}a${GAP}(?<half>half))?${GAP}(?:or${GAP}so${GAP})?)?(?<unit>${pluralUnit}|${unit})(?:${GAP}and${GAP}a${GAP}(?<late>half))?)${GAP}(?<way>(?i:ago|earlier|later|afterwards?|hence|from${GAP}now|from${GAP}today|on)(?=(?<than>${GAP}than)?))`,
      ),
      read: (
        { groups: { amount: words, half, late, unit: word = '', way = '', than }, after },
        context,
      ) => {
        const direction = way.toLowerCase();
        const code = lexicon.unitCode.get(word.toLowerCase()) ?? 'D';
        const number = words ? `${readAmount(words, lexicon)}${half || late ? '.5' : ''}` : 'X';
        // "a month earlier than usual" and "60 years on from Everest" tell how long, not when.
        if (than || (direction === 'on' && !/^\s*[,.;]/.test(after)))
          return words
            ? [{ type: 'DURATION', value: durationValue(number, code), group: 'length' }]
            : [];
        const isBack = direction === 'ago' || direction === 'earlier';
        if (number.startsWith('X'))
          return [{ type: 'DATE', value: isBack ? 'PAST_REF' : 'FUTURE_REF' }];
        const isFromHere =
          direction === 'ago' || direction.startsWith('from') || direction === 'hence';
        return [offset(code, isBack ? -Number(number) : Number(number), isFromHere, context)];
      },
    },
    {
      // "the year-ago quarter", "the year-earlier period"
      anchors: ['ago', 'earlier'],
      pattern: words('(?i:(?:a|the) year[- ](?:ago|earlier))(?i: (?<grain>quarter|period|month))?'),
      read: ({ groups: { grain } }, context) => {
        const now = here(context);
        if (!now) return [];
        const back = { ...now, year: now.year - 1 };
        return [
          {
            type: 'DATE',
            value: shifted(
              back,
              grain === 'quarter' ? 'quarter' : grain === 'month' ? 'month' : 'year',
              0,
            ),
          },
        ];
      },
    },
  ];
}

function offset(code: string, count: number, isFromHere: boolean, context: Context): Reading {
  if (code === 'FN') return offset('W', count * 2, isFromHere, context);
  const grain = GRAIN_OF_UNIT[code];
  const type: Timex['type'] = grain ? 'DATE' : 'TIME';
  if (!grain) {
    const from = isFromHere ? here(context) : there(context, 'day');
    return { type, value: shifted(from, 'day', 0) };
  }
  const from = isFromHere ? here(context) : there(context, grain);
  // "two and a half years ago" counts in months, "half a century ago" in years.
  const finer = FINER[code];
  if (!Number.isInteger(count) && finer)
    return { type, value: shifted(from, finer.grain, Math.round(count * finer.count)) };
  return { type, value: shifted(from, grain, count) };
}
