import { anchorsOf, NUMBER_SHAPES } from './anchors.ts';
import { pad } from './calendar.ts';
import { type Context, pointOf, shifted, there } from './context.ts';
import { LETTERS } from './letters.ts';
import { GAP, pattern, type Rule, words } from './rule.ts';
import { anyOf, type Lexicon } from './words.ts';

/** Times of day; `dayRules` read the date that stands beside them. */
export function clockRules(lexicon: Lexicon, dayRules: readonly Rule[]): readonly Rule[] {
  const { words: known, partOfDay, zone, weekday, month, anchors } = lexicon;
  const clock = `(?:(?<hour>[01]?[0-9]|2[0-4])(?:[:.](?<minute>[0-5][0-9])(?::[0-5][0-9])?)?${GAP}?(?<half>[ap]\\.?m\\.?|[AP]\\.?M\\.?)|(?<hour24>[01]?[0-9]|2[0-3]):(?<minute24>[0-5][0-9])(?::[0-5][0-9])?|(?<military>[01][0-9][0-5][0-9]|2[0-3][0-5][0-9])(?=${GAP}${zone}(?![${LETTERS}]))|(?<word>(?i:${anyOf(Object.keys(known.clockWords))})))`;
  const beside = `(?:,?${GAP}(?:on${GAP})?(?<date>${weekday}(?:,?${GAP}(?:${month})${GAP}[0-9]{1,2}(?:,${GAP}[0-9]{4})?)?|(?:${month})${GAP}[0-9]{1,2}(?:,${GAP}[0-9]{4})?|[0-9]{1,2}${GAP}(?:${month})(?:${GAP}[0-9]{4})?|(?i:today|tomorrow|yesterday)))?`;

  const wholeDays = dayRules.map((rule) => ({
    rule,
    whole: pattern(`^(?:${rule.pattern.source})$`),
  }));
  /** Reads a date's words through the rules of days. */
  const dayOf = (text: string | undefined, context: Context): string | null => {
    if (!text) return null;
    for (const { rule, whole } of wholeDays) {
      const found = whole.regexp.exec(text);
      if (!found) continue;
      const [reading] = rule.read(
        {
          groups: found.groups ?? {},
          text,
          span: { start: 0, end: text.length },
          before: '',
          after: '',
        },
        context,
      );
      if (reading) return reading.value;
    }
    return null;
  };
  const defaultDay = (context: Context) => {
    if (context.inSentence?.day || context.isNarrative) {
      const told = context.inSentence?.day ? context.inSentence : there(context, 'day');
      return told?.day ? shifted(told, 'day', 0) : null;
    }
    return context.reference ? shifted(pointOf(context.reference), 'day', 0) : null;
  };

  return [
    {
      // "3:00 a.m.", "15:00 GMT Saturday", "8 PM", "noon on Friday", "9:34 p.m., March 19 EST"
      anchors: [
        NUMBER_SHAPES.time,
        ...anchorsOf(Object.keys(known.zones)),
        ...anchorsOf(Object.keys(known.clockWords)),
      ],
      pattern: words(
        `(?:(?i:about|around)${GAP})?${clock}(?:${GAP}(?<zone>${zone}))?${beside}(?:${GAP}(?<lateZone>${zone}))?`,
      ),
      read: ({ groups }, context) => {
        const day = dayOf(groups.date, context) ?? defaultDay(context) ?? 'XXXX-XX-XX';
        const time = clockValue(groups);
        if (!time) return [];
        const word = groups.word ? known.clockWords[groups.word.toLowerCase()] : undefined;
        return [{ type: 'TIME', value: `${day}${word ?? time}` }];
      },
    },
    {
      // "the night of 8 February 1904", "early in the morning of 29 April 1975", "the evening of May 4"
      anchors: anchors.partsOfDay,
      pattern: words(
        `(?:(?i:early|late)${GAP}(?:(?i:in|on)${GAP})?)?(?:(?i:the)${GAP})?(?:(?i:early|late)${GAP})?(?<part>${partOfDay})(?:${GAP}(?i:hours))?${GAP}(?i:of|on)${GAP}(?<date>(?:${weekday},?${GAP})?(?:(?:${month})${GAP}[0-9]{1,2}(?:,?${GAP}[0-9]{4})?|(?:[0-9]{1,2}${GAP}?[-–]${GAP}?)?[0-9]{1,2}${GAP}(?:${month})(?:${GAP}[0-9]{4})?))`,
      ),
      read: ({ groups: { part = '', date = '' } }, context) => {
        const day = dayOf(date, context);
        const code = known.partsOfDay[part.toLowerCase()];
        return day && code ? [{ type: 'TIME', value: `${day}T${code}` }] : [];
      },
    },
    {
      // "in the evening", "at night", "during the morning"
      anchors: anchors.partsOfDay,
      pattern: words(
        `(?<=(?i:at|in|during|by|until|the|before)${GAP})(?:(?i:the)${GAP})?(?:(?i:early|late|mid)[- ])?(?<part>${partOfDay})(?:${GAP}(?i:hours))?`,
      ),
      read: ({ before, groups: { part = '' } }, context) => {
        const code = known.partsOfDay[part.toLowerCase()];
        if (!code) return [];
        if (/\bat\s$/i.test(before)) return [{ type: 'TIME', value: `XXXX-XX-XXT${code}` }];
        return [{ type: 'TIME', value: `${defaultDay(context) ?? 'XXXX-XX-XX'}T${code}` }];
      },
    },
  ];
}

function clockValue(groups: Readonly<Record<string, string | undefined>>): string | null {
  if (groups.word) return groups.word;
  const { military } = groups;
  if (military) return `T${military.slice(0, 2)}:${military.slice(2)}`;
  if (groups.hour24) return `T${pad(Number(groups.hour24), 2)}:${groups.minute24}`;
  const hour = Number(groups.hour);
  if (hour < 1 || hour > 12) return null;
  const isAfternoon = /^p/i.test(groups.half ?? '');
  const at = (hour % 12) + (isAfternoon ? 12 : 0);
  return `T${pad(at, 2)}${groups.minute ? `:${groups.minute}` : ''}`;
}
