import { z } from 'zod';
import { splitParagraphs } from './paragraphs.ts';

/** `config/language/house-voice.json`: what a newsroom says around its own name. */
export const HouseVoiceSchema = z.strictObject({
  /** Stand before it: "told". */
  before: z.array(z.string().min(1)).min(1),
  /** Stand after it: "has learned". */
  after: z.array(z.string().min(1)).min(1),
  /** Stand before "told": whoever they are, they spoke to the newsroom alone, and in no broadcast. */
  tellers: z.array(z.string().min(1)).min(1),
});
export type HouseVoicePhrases = z.infer<typeof HouseVoiceSchema>;

/** A publisher as config names it. */
export type OutletName = {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly domains: readonly string[];
  /** True for a wire service, whose reports others print. */
  readonly isAgency: boolean;
};

export type OutletFinding = {
  readonly name: string;
  /** What shows it. */
  readonly basis: 'given' | 'address' | 'copyright' | 'dateline' | 'house voice';
};

export type OutletFinder = (source: {
  readonly text: string;
  /** Name and addresses known from outside the text. */
  readonly given?: string | undefined;
  readonly addresses: readonly string[];
}) => OutletFinding | null;

/** How often the text must speak as an outlet's own ("told CNN", "CNN has learned") to be taken for it. */
const HOUSE_VOICE_TIMES = 2;

/** Makes a finder over the known outlets. One that is only reported from is never the publisher. */
export function outletFinder(
  outlets: readonly OutletName[],
  phrases: HouseVoicePhrases,
): OutletFinder {
  const byName = new Map<string, OutletName>();
  const byDomain = new Map<string, OutletName>();
  for (const outlet of outlets) {
    for (const name of [outlet.name, ...outlet.aliases]) byName.set(bare(name), outlet);
    for (const domain of outlet.domains) byDomain.set(domain.toLowerCase(), outlet);
  }
  const voice = toHouseVoice(phrases);

  return ({ text, given, addresses }) => {
    if (given !== undefined && given.trim() !== '') {
      const known = byName.get(bare(given)) ?? byDomain.get(given.trim().toLowerCase());
      return { name: known?.name ?? given.trim(), basis: 'given' };
    }
    for (const address of addresses) {
      const outlet = byAddress(address, byDomain);
      if (outlet !== null) return { name: outlet.name, basis: 'address' };
    }
    return (
      byCopyright(text, byName) ?? byDateline(text, byName) ?? byHouseVoice(text, voice, byName)
    );
  };
}

function bare(name: string): string {
  return name
    .toLowerCase()
    .replace(/^the\s+/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function byAddress(address: string, byDomain: ReadonlyMap<string, OutletName>): OutletName | null {
  const host = /^https?:\/\/([^/:?#\s]{1,253})/i.exec(address)?.[1];
  if (host === undefined) return null;
  let rest = host.toLowerCase();
  while (rest.includes('.')) {
    const outlet = byDomain.get(rest);
    if (outlet !== undefined) return outlet;
    rest = rest.slice(rest.indexOf('.') + 1);
  }
  return null;
}

/** "© 2023 Cable News Network", "Copyright 2024 Reuters. All rights reserved." */
function byCopyright(text: string, byName: ReadonlyMap<string, OutletName>): OutletFinding | null {
  const notice =
    /(?:©|\(c\)|\bcopyright)[ ©]{0,3}(?:\d{4}(?:[–-]\d{4})?)?,? ?(?:by )?([^\n.,|]{2,50})/gi;
  const ends = text.length > 3000 ? `${text.slice(0, 500)}\n${text.slice(-2000)}` : text;
  for (const [, holder = ''] of ends.matchAll(notice)) {
    const outlet = byName.get(bare(holder));
    if (outlet !== undefined) return { name: outlet.name, basis: 'copyright' };
  }
  return null;
}

/** "KYIV, Ukraine (Reuters) —", "(CNN)", "Feb 3 (Reuters) -" or "CNN —" at the head of the text. */
function byDateline(text: string, byName: ReadonlyMap<string, OutletName>): OutletFinding | null {
  for (const { span } of splitParagraphs(text.slice(0, 1500)).slice(0, 6)) {
    const head = text.slice(span.start, Math.min(span.end, span.start + 120));
    const inBrackets =
      /^\(([^()]{2,40})\)/.exec(head) ??
      /^\p{Lu}[\p{L} .,/\d-]{2,60}\(([^()]{2,40})\)\s?[—–-]/u.exec(head);
    const inFront = /^([^—–-]{2,40}?)\s+[—–]+(?:\s|$)/.exec(head);
    const name = (inBrackets ?? inFront)?.[1];
    const outlet = name === undefined ? undefined : byName.get(bare(name));
    if (outlet !== undefined) return { name: outlet.name, basis: 'dateline' };
  }
  return null;
}

/**
 * A newsroom speaks of itself as "told CNN" and "CNN has learned". What others relay reads
 * "the Washington Post reported" and "according to the AP", and does not count.
 */
function byHouseVoice(
  text: string,
  voice: HouseVoice,
  byName: ReadonlyMap<string, OutletName>,
): OutletFinding | null {
  const times = new Map<string, { all: number; sure: number }>();
  const count = (outlet: OutletName | undefined, isSure: boolean) => {
    if (outlet === undefined) return;
    const { all, sure } = times.get(outlet.name) ?? { all: 0, sure: 0 };
    times.set(outlet.name, { all: all + 1, sure: sure + (isSure ? 1 : 0) });
  };
  for (const { index, 0: cue } of text.matchAll(voice.before)) {
    const after = index + cue.length;
    const words = text.slice(after, after + 60).split(/[\s,.;:’'"”)]+/, 6);
    const teller = /(\p{L}{3,20})\s$/u.exec(text.slice(Math.max(0, index - 24), index))?.[1];
    count(
      longestName(
        words.filter((word) => word !== ''),
        byName,
      ),
      voice.tellers.has(teller?.toLowerCase() ?? ''),
    );
  }
  for (const { index } of text.matchAll(voice.after)) {
    const words = text
      .slice(Math.max(0, index - 60), index)
      .trimEnd()
      .split(/[\s,.;:’'"“(]+/);
    for (let from = Math.max(0, words.length - 5); from < words.length; from++) {
      const outlet = nameOf(words.slice(from), byName);
      count(outlet, true);
      if (outlet !== undefined) break;
    }
  }
  // A guest of a programme tells it much, but nobody else's article says that sources told it.
  const ranked = [...times]
    .filter(([, { all, sure }]) => all >= HOUSE_VOICE_TIMES && sure > 0)
    .sort((a, b) => b[1].all - a[1].all);
  const [best, next] = ranked;
  if (best === undefined || best[1].all === next?.[1].all) return null;
  return { name: best[0], basis: 'house voice' };
}

/** The outlet that the words spell, capitals and all. */
function nameOf(
  words: readonly string[],
  byName: ReadonlyMap<string, OutletName>,
): OutletName | undefined {
  return /^(?:the$|\p{Lu})/u.test(words[0] ?? '') ? byName.get(bare(words.join(' '))) : undefined;
}

function longestName(
  words: readonly string[],
  byName: ReadonlyMap<string, OutletName>,
): OutletName | undefined {
  for (let count = words.length; count > 0; count--) {
    const outlet = nameOf(words.slice(0, count), byName);
    // "told Dawn Prado" names a person, "told CNN Monday" no one else.
    const isPerson =
      count === 1 && /^\p{Lu}\p{Ll}/u.test(words[0] ?? '') && /^\p{Lu}/u.test(words[1] ?? '');
    if (outlet !== undefined && !isPerson) return outlet;
  }
  return undefined;
}

type HouseVoice = {
  readonly before: RegExp;
  readonly after: RegExp;
  readonly tellers: ReadonlySet<string>;
};

function toHouseVoice(phrases: HouseVoicePhrases): HouseVoice {
  const any = (list: readonly string[]) =>
    list.map((phrase) => phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  return {
    before: new RegExp(`\\b(?:${any(phrases.before)}) `, 'g'),
    after: new RegExp(` (?:${any(phrases.after)})\\b`, 'g'),
    tellers: new Set(phrases.tellers),
  };
}
