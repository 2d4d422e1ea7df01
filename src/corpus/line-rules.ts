import { type BoilerplateLexicon, opening, type PhraseList, plain } from './boilerplate.ts';
import { isSpace } from './paragraphs.ts';

/** One line as the rules see it. */
export type Line = {
  readonly text: string;
  /** Its first 400 characters as phrases are compared, without what ends them: ":", "…", "»". */
  readonly plain: string;
  /** Words of its first 400 characters. */
  readonly words: readonly string[];
  /** The first words of `plain`, as many as a phrase may have. */
  readonly lead: readonly string[];
  /** True when it ends as a sentence does. */
  readonly isTerminated: boolean;
  /** True for a sentence of some length, with its stop. */
  readonly isProse: boolean;
};

/** Enough of a line to tell furniture by; whatever is longer than this is prose. */
const HEAD_CHARS = 400;
/** The longest line that can be a prompt, a credit or a link, in characters. */
const MAX_FURNITURE_CHARS = 320;
const MIN_PROSE_WORDS = 8;

/** Most lines are prose and need none of the costly fields, so these are made when first asked for. */
export function readLine(text: string): Line {
  const isTerminated = /[.!?…][”’"')\]»]{0,3}$/.test(text.slice(-6));
  const head = text.length > HEAD_CHARS ? text.slice(0, HEAD_CHARS) : text;
  let comparable: string | null = null;
  let words: readonly string[] | null = null;
  let lead: readonly string[] | null = null;
  return {
    text,
    isTerminated,
    isProse: isTerminated && hasWords(head, MIN_PROSE_WORDS),
    get plain() {
      comparable ??= plain(head).replace(/[\s:…»>.]{1,20}$/, '');
      return comparable;
    },
    get words() {
      words ??= head.split(/\s+/);
      return words;
    },
    get lead() {
      lead ??= this.plain.replace(/^[([*\s]{1,8}/, '').split(' ', 8);
      return lead;
    },
  };
}

function hasWords(text: string, count: number): boolean {
  let spaces = 0;
  for (let i = 0; i < text.length; i++) {
    if (isSpace(text.charCodeAt(i)) && !isSpace(text.charCodeAt(i + 1)) && ++spaces >= count - 1) {
      return true;
    }
  }
  return false;
}

type Rule = (line: Line, lexicon: BoilerplateLexicon) => boolean;

/** Rules for single lines that hold anywhere, first match first; the key is the reason shown. */
const RULES: ReadonlyArray<readonly [why: string, rule: Rule]> = [
  ['separator', (line) => !/[\p{L}\p{N}]/u.test(line.text.slice(0, 400))],
  ['page furniture', (line, lexicon) => lexicon.furniture.has(line.plain)],
  ['link', isLinks],
  ['comment count', isCount],
  ['date stamp', isDateLine],
  ['byline', isByline],
  ['link to another article', (line, lexicon) => isCrossLink(line, lexicon.crossLinkLeads)],
  ['credit', isCredit],
  ['caption', isCaption],
  ['cookie notice', (line, lexicon) => startsWith(line, lexicon.cookieLeads)],
  ['prompt to the reader', isPrompt],
  ['notice', isNotice],
  ['tag list', isTagList],
];

/** Why the line is no article text; null when nothing says so. */
export function whyDropped(line: Line, lexicon: BoilerplateLexicon): string | null {
  if (isPlainlyProse(line, lexicon)) return null;
  for (const [why, rule] of RULES) if (rule(line, lexicon)) return why;
  return null;
}

/** True for a sentence that no rule could catch: its first words open no phrase, and it ends in no bracket. */
function isPlainlyProse({ text, isProse }: Line, lexicon: BoilerplateLexicon): boolean {
  if (!isProse || /[)\]]\.?$/.test(text.slice(-2)) || /^(?:\[|\d)/.test(text)) return false;
  const words = opening(text);
  const [first] = words;
  if (first === undefined || lexicon.openers.has(first) || lexicon.openers.has(words.join(' ')))
    return false;
  const last = /(?<=(\p{L}{1,20}))\.$/u.exec(text.slice(-22))?.[1];
  return last === undefined || !lexicon.closers.has(last.toLowerCase());
}

/** "Politics", "World / Europe". */
export function isSectionLabel(line: Line, lexicon: BoilerplateLexicon): boolean {
  if (line.words.length > 12) return false;
  const parts = line.plain.split(/[/|>»›•·]/);
  return parts.every((part) => lexicon.sectionLabels.has(part.trim()));
}

/** "Read This: Putin Calls for …", "RELATED | …". */
export function isCrossLink(line: Line, leads: PhraseList): boolean {
  if (line.text.length > MAX_FURNITURE_CHARS) return false;
  const mark = /^[[(*►▶→•\s]{0,4}([\p{L}’' ]{2,30}?)\s?(?::|\||»|>|—|–| - )/u.exec(line.text);
  return mark !== null && leads.has(plain(mark[1] ?? ''));
}

/** True when the line's first words are one of the phrases. */
function startsWith(line: Line, phrases: PhraseList): boolean {
  return phrases.leadOf(line.lead) !== null;
}

/** "https://…", "[1] https://…; https://…": addresses and nothing else. */
function isLinks(line: Line): boolean {
  const isAddress = (word: string) => /^[([<]?(?:https?:\/\/|www\.)\S+$/.test(word);
  return (
    line.words.length <= 40 &&
    line.words.some(isAddress) &&
    line.words.every((word) => isAddress(word) || /^(?:\[?\d{1,3}[\].:]?|[;,|–-])$/.test(word))
  );
}

/** "14 comments", "Comments (14)". */
function isCount(line: Line, lexicon: BoilerplateLexicon): boolean {
  const before = /^\d[\d.,]{0,9}[km]?[\s-]+([a-z ]{3,20})$/.exec(line.plain);
  const behind = /^([a-z ]{3,20}) \(\d[\d.,]{0,9}[km]?\)$/.exec(line.plain);
  return lexicon.counted.has((before ?? behind)?.[1] ?? '');
}

/** "February 3, 2023", "Updated 10:30 a.m. ET", "3 hours ago", "5 min read"; names may stand before a label. */
function isDateLine(line: Line, lexicon: BoilerplateLexicon): boolean {
  if (line.words.length > 20 || !/\d/.test(line.text)) return false;
  const tokens = line.plain.split(/[\s,|·•()\-–—/:;+]+/).filter((token) => token !== '');
  // "The Gazette | Desk | Updated: Oct 3, 2025, 09:12 IST"
  const label = line.isTerminated ? -1 : tokens.findIndex((token) => lexicon.dateLeads.has(token));
  const dated = tokens.slice(Math.max(label, 0));
  if (dated.length < 3 && label > 0) return false;
  if (!dated.every((token) => isDateToken(token, lexicon) || lexicon.dateLeads.has(token)))
    return false;
  // Numbers alone are a heading ("1944", "30,000"); a month, "a.m." or "ago" makes them a date.
  return (
    dated.some((token) => lexicon.dateMarks.has(bareToken(token))) ||
    /\d{4}-\d{2}-\d{2}|\d:\d{2}/.test(line.text)
  );
}

/** "p.m." and "7pm" as the lists have them: "p.m", "pm". */
function bareToken(token: string): string {
  return token.replace(/\.+$/, '').replace(/^\d{1,2}(?=[ap]\.?m$)/, '');
}

function isDateToken(token: string, lexicon: BoilerplateLexicon): boolean {
  const word = bareToken(token);
  return (
    lexicon.dateWords.has(word) ||
    /^\d{1,4}(?:\.\d{1,4}){0,2}(?:st|nd|rd|th|am|pm|h|hrs|min|z)?$/.test(word) ||
    /^\d{1,2}t\d{1,2}$/.test(word)
  );
}

/** How many words "contributed reporting" and "contributed to this report" have. */
const CONTRIBUTION_WORDS = [2, 4] as const;

/** "By JOHN SMITH and Jane Doe, Reuters", "(Reporting by …; Editing by …)", "… contributed to this report." */
function isByline(line: Line, lexicon: BoilerplateLexicon): boolean {
  if (line.text.length > MAX_FURNITURE_CHARS) return false;
  const last = line.plain.replace(/[.)\]]{1,3}$/, '').split(' ');
  if (
    CONTRIBUTION_WORDS.some((count) => lexicon.contributionEnds.has(last.slice(-count).join(' ')))
  ) {
    return true;
  }
  const lead = lexicon.bylineLeads.leadOf(line.lead);
  if (lead === null) return false;
  if (lead.includes(' ')) return true;
  const names = line.text
    .replace(/^\W+/, '')
    .slice(lead.length)
    .replace(/^[:\s]+/, '');
  return !line.isTerminated && line.words.length <= 20 && isNames(names, lexicon);
}

const NAME_JOINERS = new Set([
  'and',
  'for',
  'with',
  'in',
  'of',
  'the',
  'at',
  'de',
  'van',
  'von',
  'bin',
  'al',
  'to',
  '&',
  '|',
  '-',
  '–',
  '—',
  '•',
  '·',
  '/',
]);

/** True when every word is a name, a date or a joiner, and at least one is a name. */
export function isNames(text: string, lexicon: BoilerplateLexicon): boolean {
  let names = 0;
  for (const word of text.split(/[\s,]+/)) {
    if (word === '' || NAME_JOINERS.has(word)) continue;
    if (/^[@\p{Lu}]/u.test(word)) names++;
    else if (!isDateToken(word.toLowerCase(), lexicon) && !/^\d/.test(word)) return false;
  }
  return names > 0;
}

/** "Photo: X/Reuters", "Photo by X", "© AFP", "Source: …". */
function isCredit(line: Line, lexicon: BoilerplateLexicon): boolean {
  if (line.text.length > MAX_FURNITURE_CHARS) return false;
  // "Source: Reuters" credits; "Source: the governor, on Telegram" says who spoke.
  const source = /^sources?: ?(.{2,60})$/.exec(line.plain)?.[1];
  if (source !== undefined) {
    return lexicon.creditSources.has(source) || /^(?:https?:|www\.)/.test(source);
  }
  const beforeColon = /^[[(]?([^:]{1,24}):/.exec(line.text);
  if (beforeColon !== null && lexicon.creditLeads.has(plain(beforeColon[1] ?? ''))) return true;
  const beforeMark = /^([\p{L} ]{4,20}?)(?:, | - | – | — |\.\.\.|…)/u.exec(line.text);
  if (beforeMark !== null && lexicon.captionLeads.has(plain(beforeMark[1] ?? ''))) return true;
  if (isNumberedPicture(line)) return true;
  const lead = lexicon.creditLeads.leadOf(line.lead);
  if (lead === null || line.isTerminated || line.words.length > 14) return false;
  if (lead.endsWith('by') || lead.endsWith('of') || lead === '©' || lead === '(c)') return true;
  return isPictureSource(line.plain.slice(lead.length), lexicon);
}

/** "[1/3] A view …", "2 of 5 | Soldiers …": a picture of a row. */
function isNumberedPicture(line: Line): boolean {
  return /^(?:\[\d{1,2}\/\d{1,2}\]|\d{1,2} of \d{1,2}(?: ?\||$))/.test(line.text);
}

/** "…, DoD image", "… (Libkos/AP)", "… REUTERS/Name", "… via Getty Images". */
function isCaption(line: Line, lexicon: BoilerplateLexicon): boolean {
  if (line.text.length > 800) return false;
  const tail = line.text.slice(-160);
  const bracket = /[([]([^()[\]]{2,120})[)\]]\.?$/.exec(tail);
  if (bracket !== null) {
    const inside = plain(bracket[1] ?? '').replace(/\.$/, '');
    const before = tail.slice(0, bracket.index).trimEnd();
    const isPlainSource = lexicon.creditSources.has(inside);
    // One sentence and "(Reuters)" is a caption; a longer paragraph names whom it relays.
    if (isPlainSource)
      return bracket[0].endsWith(')') && line.words.length <= 45 && isOneSentence(before);
    return isPictureCredit(inside, lexicon);
  }
  if (line.isTerminated) return false;
  const named = /[.”"] ([\p{L} ]{4,16}): ?[^:.]{2,80}$/u.exec(tail)?.[1];
  if (named !== undefined && lexicon.creditLeads.has(plain(named))) return true;
  if (/(?:^|[\s.])(?:REUTERS|AP Photo|AFP|EPA)\/\p{Lu}[^/]{2,60}$/u.test(tail)) return true;
  const segment = /(?:^|[,|—–/]|[.)”"] )\s*([^,|—–/.]{2,60})$/.exec(tail)?.[1] ?? '';
  if (segment === '' || segment.length === line.text.length) return false;
  const last = plain(segment);
  if (/^\p{Lu}/u.test(segment) && segment.split(/\s+/).length <= 6) {
    const words = last.split(' ');
    if (words.length > 1 && lexicon.creditEnds.has(words.at(-1) ?? '')) return true;
    if (
      lexicon.creditSources.has(last) &&
      /[/|—–]\s*$|[.)”"] $/.test(tail.slice(0, tail.length - segment.length))
    ) {
      return true;
    }
  }
  const via = /\bvia ([\p{L}./ -]{2,40})$/u.exec(tail)?.[1];
  return via !== undefined && lexicon.creditSources.has(plain(via));
}

function isOneSentence(text: string): boolean {
  return /[.!?”"]$/.test(text) && !/[a-z]{2}[.!?] \p{Lu}/u.test(text);
}

/** "photo by X/Getty", "ap photo/name", "libkos/ap", "image: x". */
function isPictureCredit(inside: string, lexicon: BoilerplateLexicon): boolean {
  const lead = /^([^:/]{2,24}?)(?::| by |\/)/.exec(inside)?.[1];
  if (
    lead !== undefined &&
    (lexicon.creditLeads.has(lead) || lexicon.creditEnds.has(lead.split(' ').at(-1) ?? ''))
  ) {
    return true;
  }
  return isPictureSource(inside, lexicon);
}

/** True when a part between "/", ",", "|" or after "via" is one that pictures are credited to. */
function isPictureSource(text: string, lexicon: BoilerplateLexicon): boolean {
  const parts = text.split(/[/|,;]|\bvia\b/).map((part) => part.trim());
  return (
    parts.length > 1 && parts.length <= 6 && parts.some((part) => lexicon.creditSources.has(part))
  );
}

function isPrompt(line: Line, lexicon: BoilerplateLexicon): boolean {
  if (line.text.length > MAX_FURNITURE_CHARS || /["“”]/.test(line.text)) return false;
  if (startsWith(line, lexicon.promptLeads)) return true;
  return (
    startsWith(line, lexicon.followLeads) &&
    line.words.length <= 16 &&
    (/@\w/.test(line.text) || lexicon.furniture.has(line.plain.split(' ').at(-1) ?? ''))
  );
}

function isNotice(line: Line, lexicon: BoilerplateLexicon): boolean {
  if (/^(?:©|\(c\)\s)/i.test(line.text)) return true;
  return line.text.length <= 800 && startsWith(line, lexicon.noticeLeads);
}

/** "Tags: a, b", "#Ukraine #Kursk". */
function isTagList(line: Line, lexicon: BoilerplateLexicon): boolean {
  if (line.text.length > MAX_FURNITURE_CHARS) return false;
  if (line.words.every((word) => word.startsWith('#'))) return true;
  const lead = /^([^:]{2,20}):/.exec(line.text)?.[1];
  return lead !== undefined && !line.isTerminated && lexicon.tagLeads.has(plain(lead));
}
