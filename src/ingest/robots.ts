/** What one robots.txt says to one reader. */
export type Robots = {
  /** `path` with its query, as an address has it. */
  allows(path: string): boolean;
  /** What the site asks for between two requests; null where it asks for nothing. */
  readonly delaySeconds: number | null;
  /** Of all patterns together. */
  readonly chars: number;
};

/** `pieces` stand between the pattern's wildcards, the first at the start of the path. */
type Rule = {
  readonly allow: boolean;
  readonly length: number;
  readonly pieces: readonly string[];
  readonly isAnchored: boolean;
};

type Group = { readonly names: string[]; readonly rules: Rule[]; delaySeconds: number | null };

/**
 * Reads a robots.txt as RFC 9309 has it, with Crawl-delay beside. Only what is said to `robot`, or to all
 * where it is not named, is kept, once; neither memory nor time grows faster than the file does.
 */
export function readRobots(text: string, robot: string): Robots {
  const groups = readGroups(text);
  const ours = groups.filter(({ names }) => names.includes(robot.toLowerCase()));
  const chosen = ours.length > 0 ? ours : groups.filter(({ names }) => names.includes('*'));
  const rules = chosen.flatMap((group) => group.rules);
  return {
    allows: (path) => allows(rules, normalise(path)),
    delaySeconds: chosen.reduce<number | null>((sum, group) => group.delaySeconds ?? sum, null),
    chars: rules.reduce((sum, { length }) => sum + length, 0),
  };
}

const LINE_END = /\r\n|\r|\n/;
const MAX_DELAY_SECONDS = 86_400;

function readGroups(text: string): readonly Group[] {
  const groups: Group[] = [];
  let isNaming = false;
  for (const line of text.replace(/^\uFEFF/, '').split(LINE_END)) {
    const [said = ''] = line.split('#', 1);
    const colon = said.indexOf(':');
    if (colon === -1) continue;
    const field = said.slice(0, colon).trim().toLowerCase();
    const value = said.slice(colon + 1).trim();
    if (field === 'user-agent') {
      if (!isNaming) groups.push({ names: [], rules: [], delaySeconds: null });
      groups.at(-1)?.names.push((value.split('/', 1)[0] ?? '').trim().toLowerCase());
      isNaming = true;
      continue;
    }
    const group = groups.at(-1);
    if (field === 'allow' || field === 'disallow') {
      isNaming = false;
      if (value !== '') group?.rules.push(toRule(value, field === 'allow'));
    } else if (field === 'crawl-delay') {
      isNaming = false;
      const delay = Number(value);
      if (group && value !== '' && delay >= 0)
        group.delaySeconds = Math.min(delay, MAX_DELAY_SECONDS);
    }
  }
  return groups;
}

function toRule(value: string, allow: boolean): Rule {
  const pattern = normalise(value);
  const isAnchored = pattern.endsWith('$');
  return {
    allow,
    length: pattern.length,
    pieces: (isAnchored ? pattern.slice(0, -1) : pattern).split('*'),
    isAnchored,
  };
}

/** The longest pattern that fits decides; of two as long, the one that allows. */
function allows(rules: readonly Rule[], path: string): boolean {
  let [length, allow] = [-1, true];
  for (const rule of rules) {
    const outweighs = rule.length > length || (rule.length === length && rule.allow);
    if (outweighs && fits(rule, path)) [length, allow] = [rule.length, rule.allow];
  }
  return allow;
}

/** Each piece is looked for behind the one before it, where it first stands: if any way fits, that one does. */
function fits({ pieces, isAnchored }: Rule, path: string): boolean {
  const [first = '', ...others] = pieces;
  const last = others.pop();
  if (!path.startsWith(first)) return false;
  if (last === undefined) return !isAnchored || path.length === first.length;
  let at = first.length;
  for (const piece of others) {
    const found = path.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return isAnchored
    ? path.length - last.length >= at && path.endsWith(last)
    : path.includes(last, at);
}

/** The same for an address and a pattern that mean the same: letters beyond ASCII as percent signs, those in capitals. */
function normalise(path: string): string {
  return encodeURI(path.toWellFormed())
    .replaceAll('%25', '%')
    .replaceAll(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase());
}
