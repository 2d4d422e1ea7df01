import type { KeptLine } from './clean.ts';

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
  readonly kept: readonly KeptLine[];
  /** Name and addresses known from outside the text. */
  readonly given?: string | undefined;
  readonly addresses: readonly string[];
}) => OutletFinding | null;

/** How often the text must speak as an outlet's own ("told CNN", "CNN has learned") to be taken for it. */
const HOUSE_VOICE_TIMES = 2;

/** Makes a finder over the known outlets. One that is only reported from is never the publisher. */
export function outletFinder(outlets: readonly OutletName[]): OutletFinder {
  const byName = new Map<string, OutletName>();
  const byDomain = new Map<string, OutletName>();
  for (const outlet of outlets) {
    for (const name of [outlet.name, ...outlet.aliases]) byName.set(bare(name), outlet);
    for (const domain of outlet.domains) byDomain.set(domain.toLowerCase(), outlet);
  }
  const names = [...new Set(outlets.flatMap(({ name, aliases }) => [name, ...aliases]))];
  const voice = houseVoice(names);
  return ({ text, kept, given, addresses }) => {
    if (given !== undefined && given.trim() !== '') {
      const known = byName.get(bare(given)) ?? byDomain.get(given.trim().toLowerCase());
      return { name: known?.name ?? given.trim(), basis: 'given' };
    }
    for (const address of addresses) {
      const outlet = byAddress(address, byDomain);
      if (outlet !== null) return { name: outlet.name, basis: 'address' };
    }
    return (
      byCopyright(text, byName) ??
      byDateline(text, kept, byName) ??
      (voice === null ? null : byHouseVoice(text, voice, byName))
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
  for (const [, holder = ''] of text.matchAll(notice)) {
    const outlet = byName.get(bare(holder));
    if (outlet !== undefined) return { name: outlet.name, basis: 'copyright' };
  }
  return null;
}

/** "KYIV, Ukraine (Reuters) —" at the head of the text. */
function byDateline(
  text: string,
  kept: readonly KeptLine[],
  byName: ReadonlyMap<string, OutletName>,
): OutletFinding | null {
  for (const { span } of kept.slice(0, 4)) {
    const head = text.slice(span.start, Math.min(span.end, span.start + 120));
    const dateline = /^\p{Lu}[\p{L} .,/\d-]{2,60}\(([^()]{2,40})\)\s?[—–-]/u.exec(head);
    const outlet = byName.get(bare(dateline?.[1] ?? ''));
    if (outlet !== undefined) return { name: outlet.name, basis: 'dateline' };
  }
  return null;
}

/**
 * Phrases that a newsroom uses of itself: "told CNN", "CNN has learned". What others relay reads
 * "the Washington Post reported" and "according to the AP", and does not count.
 */
function houseVoice(names: readonly string[]): RegExp | null {
  const safe = names
    .filter((name) => name.length >= 2)
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (safe.length === 0) return null;
  const any = safe.join('|');
  return new RegExp(
    `\\b(?:(?:told|tells|spoke (?:to|with)|speaking to|an interview with|obtained by|reviewed by|shared with|played|shown to) (?:the )?(?<told>${any})(?![\\p{L}\\p{N}])|(?<own>${any}) (?:has (?:previously |also )?(?:reported|learned|reached out|contacted|asked|seen|reviewed|verified|geolocated)|has not (?:been able to )?(?:independently )?verif|could not (?:independently )?verify|cannot (?:independently )?verify|was (?:not able|unable) to (?:independently )?verify|previously reported|(?:has )?reached out to))`,
    'gu',
  );
}

function byHouseVoice(
  text: string,
  voice: RegExp,
  byName: ReadonlyMap<string, OutletName>,
): OutletFinding | null {
  const times = new Map<string, number>();
  for (const match of text.matchAll(voice)) {
    const outlet = byName.get(bare(match.groups?.told ?? match.groups?.own ?? ''));
    if (outlet !== undefined) times.set(outlet.name, (times.get(outlet.name) ?? 0) + 1);
  }
  const [best, next] = [...times].sort((a, b) => b[1] - a[1]);
  if (best === undefined || best[1] < HOUSE_VOICE_TIMES || best[1] === next?.[1]) return null;
  return { name: best[0], basis: 'house voice' };
}
