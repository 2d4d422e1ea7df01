import { anchorsOf } from './anchors.ts';
import { addDays, weekdayOf } from './calendar.ts';
import {
  type Context,
  GRAINS,
  type Grain,
  here,
  type Point,
  seasonYear,
  shifted,
  there,
  wholeDay,
} from './context.ts';
import { LETTERS, SMALL_LETTERS } from './letters.ts';
import { GRAIN_OF_UNIT, offsetRules } from './offset-rules.ts';
import {
  APOSTROPHE,
  DASH,
  GAP,
  GOES_ON,
  isInName,
  pattern,
  type Reading,
  type Rule,
  words,
} from './rule.ts';
import { anyOf, durationValue, type Lexicon } from './words.ts';
import { readYear, YEAR, yearText } from './years.ts';

/** Dates that are told from the day of writing ("last week") or from a date before them ("that year"). */
export function relativeRules(lexicon: Lexicon): readonly Rule[] {
  const { edge, weekday, season, partOfDay, anchors, words: known } = lexicon;
  const narrowed = `(?:${edge}(?:${GAP}(?:in|of))?(?:${GAP}|(?<=-)|${DASH}))?`;
  const grainWord = '(?<grain>day|week|weekend|month|quarter|year|decade|century)';
  const part = `(?:${GAP}(?<part>${partOfDay}))?`;
  const weekdayOfWord = (word: string | undefined) =>
    lexicon.weekdayNumber.get((word ?? '').toLowerCase()) ?? 1;
  const inPart = (value: string, part: string | undefined): Reading => ({
    type: part ? 'TIME' : 'DATE',
    value: part ? `${value}T${known.partsOfDay[part.toLowerCase()]}` : value,
  });

  const monthAhead = new RegExp(`^${GAP}of${GAP}${lexicon.month}(?![${LETTERS}])`);
  // "the spring | and summer of 2023"
  const sharedYear = pattern(
    `^${GAP}(?:and|or|to|through)${GAP}(?:${edge}${GAP})?${season}${GAP}(?:of${GAP})?(?<year>${YEAR})(?!\\d)`,
  );
  return [
    {
      // "today", "yesterday morning", "tomorrow"
      anchors: ['today', 'yesterday', 'tomorrow'],
      pattern: words(`(?<word>(?i:today|yesterday|tomorrow))${part}`),
      read: (match, context) => {
        const { word = '', part } = match.groups;
        if (isInName(match)) return [];
        const lower = word.toLowerCase();
        const count = lower === 'today' ? 0 : lower === 'tomorrow' ? 1 : -1;
        if (count === 0 && !part && (context.isNarrative || !context.reference))
          return [{ type: 'DATE', value: 'PRESENT_REF' }];
        return [inPart(shifted(here(context), 'day', count), part)];
      },
    },
    {
      anchors: ['yesterday', 'tomorrow'],
      pattern: words('(?i:the day (?:before (?<back>yesterday)|after tomorrow))'),
      read: ({ groups: { back } }, context) => [
        inPart(shifted(here(context), 'day', back ? -2 : 2), undefined),
      ],
    },
    {
      anchors: ['tonight', 'overnight'],
      pattern: words('(?i:tonight|overnight)'),
      read: (_, context) => [inPart(shifted(here(context), 'day', 0), 'night')],
    },
    {
      // "Thursday", "last Friday", "next Monday night", "on Wednesday morning", "Tuesday of last week"
      anchors: anchors.weekdays,
      pattern: words(
        `(?:(?<which>(?i:last|this past|past|this|next|this coming|the following|the next|the previous))${GAP})?(?:(?i:early|late)${GAP})?(?<weekday>${weekday})${part}(?:${GAP}(?:(?i:of)${GAP})?(?<week>(?i:last|this|next))${GAP}(?i:week)(?!${APOSTROPHE}))?`,
      ),
      read: ({ groups: { which, weekday, part, week } }, context) => {
        const day = weekdayOfWord(weekday);
        const value = week
          ? weekdayInWeek(day, stepOf(week.toLowerCase()), context)
          : weekdayValue(day, which?.toLowerCase(), context);
        return [inPart(value, part)];
      },
    },
    {
      // "this morning", "last night", "that afternoon", "the next morning", "the following evening"
      anchors: anchors.partsOfDay,
      pattern: words(
        `(?:(?i:early|late|later)${GAP}(?:(?i:in)${GAP})?)?(?<which>(?i:this|last|that|the same|same|the next|the following|the previous|that same))${GAP}(?<part>${partOfDay})`,
      ),
      read: ({ groups: { which = '', part = 'night' } }, context) => {
        const word = which.toLowerCase();
        const from = word === 'this' || word === 'last' ? here(context) : there(context, 'day');
        return [inPart(shifted(from, 'day', stepOf(word)), part)];
      },
    },
    {
      // "this week", "last month", "later that year", "the previous year", "by the end of next year", "early the next year"
      anchors: GRAINS,
      pattern: words(
        `(?:(?:${edge}|(?i:earlier|later))(?:${GAP}(?i:in|of))?(?:${GAP}|(?<=-)|${DASH}))?(?<which>(?i:this past|this coming|this same|this|that same|that|the same|same|last|the last|next|the next|the coming|the following|following|the previous|previous|the preceding|the prior|the current|the present|the very next))${GAP}(?:(?i:calendar|fiscal|financial)${GAP})?(?i:${grainWord})`,
      ),
      read: ({ before, after, groups: { which = '', grain = '' } }, context) => {
        const word = which.toLowerCase();
        const unit = grain.toLowerCase() as Grain;
        // "the last week of June" is no week that the article counts from.
        if (word === 'the last' && monthAhead.test(after)) return [];
        // "for the next decade" tells how long.
        const code = Object.entries(GRAIN_OF_UNIT).find(([, known]) => known === unit)?.[0];
        if (
          code &&
          /the (?:next|following)/.test(word) &&
          /\b(?:for|over|throughout)\s$/i.test(before)
        )
          return [{ type: 'DURATION', value: durationValue('1', code) }];
        const from = baseOf(word, unit, context);
        // On a Monday "this weekend" is over.
        const day = unit === 'weekend' && word === 'this' && from ? wholeDay(from) : null;
        const isOver = day && weekdayOf(day) <= 3 && context.direction() !== 'future';
        return [{ type: 'DATE', value: shifted(from, unit, isOver ? -1 : stepOf(word)) }];
      },
    },
    {
      // "the week before last"
      anchors: ['week', 'weekend', 'month', 'year'],
      pattern: words(
        `(?i:the)${GAP}(?<grain>(?i:week|weekend|month|year))${GAP}(?i:before)${GAP}(?i:last)`,
      ),
      read: ({ groups: { grain = '' } }, context) => [
        { type: 'DATE', value: shifted(here(context), grain.toLowerCase() as Grain, -2) },
      ],
    },
    {
      // "the night before" with nothing that it comes before
      anchors: anchors.partsOfDay,
      pattern: words(
        `(?i:the)${GAP}(?<part>${partOfDay})${GAP}(?i:before)(?=\\s*(?:[.,;:)"\\u201d]|$))`,
      ),
      read: ({ groups: { part } }, context) => [
        inPart(shifted(there(context, 'day'), 'day', -1), part),
      ],
    },
    {
      // "over the weekend"
      anchors: ['weekend'],
      pattern: words(`(?<=(?i:over|during|at|on|after|before|of|for)${GAP})(?i:the${GAP}weekend)`),
      read: (_, context) => {
        const from = here(context);
        const day = from && wholeDay(from);
        const isBack = day && weekdayOf(day) < 6 && context.direction() !== 'future';
        return [{ type: 'DATE', value: shifted(from, 'weekend', isBack ? -1 : 0) }];
      },
    },
    {
      // "the following day" turned round: "the day after", "the day following", "the day before"
      anchors: ['day'],
      pattern: words(
        `(?i:the day (?:(?<after>after|following)|before))(?!\\s+(?:the|that|a|an|his|her|their|its|[A-ZÀ-ÖØ-Þ][${SMALL_LETTERS}]+)(?![${LETTERS}]))`,
      ),
      read: ({ groups: { after } }, context) => [
        { type: 'DATE', value: shifted(there(context, 'day'), 'day', after ? 1 : -1) },
      ],
    },
    {
      // "the end of the year", "later in the month", "the rest of the week", "year's end"
      anchors: GRAINS,
      pattern: words(
        `(?:${edge}|(?i:earlier|later))${GAP}(?:(?:in|of)${GAP})?(?:the${GAP})?(?i:${grainWord})|(?i:the${GAP}(?:rest|remainder)${GAP}of${GAP}the${GAP}(?<rest>day|week|month|year))|(?i:(?:the${GAP})?(?<ending>week|month|year)(?:${APOSTROPHE}s${GAP}|-)end)`,
      ),
      read: ({ text, groups: { grain, rest, ending } }, context) => {
        const unit = (grain ?? rest ?? ending ?? 'year').toLowerCase() as Grain;
        if (/^(?:start|end|middle|beginning|late|early)\s/i.test(text) && !/\sof\s/.test(text))
          return [];
        const from = context.isNarrative
          ? there(context, unit)
          : (context.inSentence ?? here(context));
        return [{ type: 'DATE', value: shifted(from, unit, 0) }];
      },
    },
    {
      // "the summer of 1943", "early spring 2004", "last summer", "this spring", "the autumn", "winter"
      anchors: anchors.seasons,
      pattern: words(
        `${narrowed}(?:(?<which>(?i:this past|this coming|this|last|next|that same|that|the same|the following|the next|the previous|the coming|coming|the))${GAP})?(?:${edge}${GAP})?(?<season>${season})(?:(?:${GAP}(?i:of))?,?${GAP}(?<year>${YEAR})|${GAP}(?i:of)${GAP}(?i:that|the same)${GAP}(?i:year)|${GAP}(?:(?i:of)${GAP})?(?<later>(?i:last|this|next))${GAP}(?i:year))?`,
      ),
      read: (match, context) => {
        const { text, before, after, groups } = match;
        const { which, season: name = '', later } = groups;
        const range = GOES_ON.test(after) ? sharedYear.regexp.exec(after) : null;
        const year = groups.year ?? range?.groups?.year;
        // "British Summer Time"
        if (text === name && !context.isNarrative && isInName(match) && /^\s\p{Lu}/u.test(after))
          return [];
        const code = known.seasons[name.toLowerCase()] ?? '';
        const word = which?.toLowerCase().replace(/^the /, '');
        const isFall = name.toLowerCase() === 'fall';
        // "the fall of Budapest" and "to fall" are no season.
        if (
          isFall &&
          !year &&
          (!word || /^\s+of\s/.test(after)) &&
          !/\b(?:in|of|late|early) (?:the )?$/i.test(before)
        )
          return [];
        if (
          name.toLowerCase() === 'spring' &&
          !word &&
          !year &&
          !/\b(?:in|by|since|until|during|of|early|late|mid)[ -]$/i.test(before) &&
          text === name
        )
          return [];
        const at = year ? readYear(year) : seasonOf(code, later ?? word, context, Boolean(later));
        return [{ type: 'DATE', value: `${yearText(at)}-${code}` }];
      },
    },
    {
      // "the third quarter", "first half of 2004", "the second quarter of last year"
      anchors: ['quarter', 'half'],
      pattern: words(
        `(?:the${GAP})?(?<ordinal>(?i:first|second|third|fourth|1st|2nd|3rd|4th|final|last))[- ](?:(?i:fiscal)${GAP})?(?<what>(?i:quarter|half))(?:(?:,?${GAP}(?:of${GAP})?(?<year>${YEAR}))|${GAP}of${GAP}(?<which>(?i:last|this|next|the|that))${GAP}(?i:year))?(?!${GAP}(?:of${GAP}(?:the|a)${GAP}(?!year)|hour|time))`,
      ),
      read: ({ groups: { ordinal = '', what = '', year, which } }, context) => {
        const isHalf = what.toLowerCase() === 'half';
        if (isHalf && !year && !which) return [];
        const number =
          { f: 1, s: 2, t: 3, '1': 1, '2': 2, '3': 3, '4': 4, l: 4 }[
            ordinal[0]?.toLowerCase() ?? ''
          ] ?? 1;
        const lower = ordinal.toLowerCase();
        const at = lower === 'fourth' || lower === 'final' ? 4 : number;
        const inYear = year
          ? readYear(year)
          : (yearFrom(which, context) ?? quarterYear(at, context));
        const name = isHalf ? `H${Math.min(at, 2)}` : `Q${at}`;
        return [{ type: 'DATE', value: `${yearText(inYear)}-${name}` }];
      },
    },
    {
      // "Q3 2012", "Q3 of 2012", "2012 Q3"
      anchors: ['q'],
      pattern: words(
        `Q(?<quarter>[1-4])(?:[ -]|${GAP}(?:of|in)${GAP})(?<year>20\\d{2}|19\\d{2})|(?<first>20\\d{2}|19\\d{2})[ -]Q(?<last>[1-4])`,
      ),
      read: ({ groups: { quarter, year, first, last } }) => [
        { type: 'DATE', value: `${year ?? first}-Q${quarter ?? last}` },
      ],
    },
    ...offsetRules(lexicon),
    {
      // "now", "currently", "former", "recently"
      anchors: anchorsOf([
        ...Object.keys(known.references),
        ...Object.keys(known.historyReferences),
      ]),
      pattern: words(
        `(?i:(?<reference>${anyOf([...Object.keys(known.references), ...Object.keys(known.historyReferences)])}))`,
      ),
      read: ({ groups: { reference = '' } }, context) => {
        const word = reference.toLowerCase().replace(/\s+/g, ' ');
        const inHistories = context.isNarrative ? known.historyReferences[word] : undefined;
        const value = known.references[word] ?? inHistories;
        return value ? [{ type: 'DATE', value }] : [];
      },
    },
  ];
}

/** Steps from the base: "last" and "previous" -1, "next" and "following" 1, "this" and "that" 0. */
function stepOf(which: string): -1 | 0 | 1 {
  if (/last|past|previous|preceding|prior/.test(which)) return -1;
  return /next|following|coming/.test(which) ? 1 : 0;
}

function baseOf(which: string, grain: Grain, context: Context): Point | null {
  const isTold = /that|same|following|previous|preceding|prior|the (?:very )?next/.test(which);
  if (isTold) return there(context, grain);
  return context.isNarrative ? there(context, grain) : here(context);
}

function yearFrom(which: string | undefined, context: Context): number | null {
  if (!which) return null;
  const now = which === 'that' ? there(context, 'year') : here(context);
  return now ? now.year + stepOf(which.toLowerCase()) : null;
}

/** The newest quarter of that number that has ended, or the next one where the clause looks ahead. */
function quarterYear(quarter: number, context: Context): number | null {
  const now = here(context);
  if (!now) return null;
  const current = Math.ceil((now.month ?? 1) / 3);
  if (context.isNarrative) return now.year;
  if (context.direction() === 'future') return quarter < current ? now.year + 1 : now.year;
  return quarter > current ? now.year - 1 : now.year;
}

function seasonOf(
  code: string,
  which: string | undefined,
  context: Context,
  isOfYear: boolean,
): number | null {
  if (isOfYear) return yearFrom(which, context);
  if (which === 'that' || which === 'same') return there(context, 'year')?.year ?? null;
  const step = which && which !== 'the' ? stepOf(which) : null;
  return seasonYear(context, code, step);
}

/** "Tuesday of last week": that many weeks from the one of writing. */
function weekdayInWeek(weekday: number, weeks: number, context: Context): string {
  const from = wholeDay(here(context) ?? { year: 0, month: null, day: null });
  return from ? addDays(from, weekday - weekdayOf(from) + weeks * 7) : `XXXX-WXX-${weekday}`;
}

/** The day a weekday names; X's where the day of writing is unknown. */
function weekdayValue(weekday: number, which: string | undefined, context: Context): string {
  const from = wholeDay(here(context) ?? { year: 0, month: null, day: null });
  if (!from) return `XXXX-WXX-${weekday}`;
  const ahead = (weekday - weekdayOf(from) + 7) % 7;
  const back = ahead === 0 ? 0 : ahead - 7;
  if (which && /next|following|coming/.test(which)) return addDays(from, ahead === 0 ? 7 : ahead);
  if (which && /last|past|previous/.test(which)) return addDays(from, back === 0 ? -7 : back);
  return addDays(from, context.direction() === 'future' ? ahead : back);
}
