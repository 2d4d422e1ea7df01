const BLOCK =
  /^(?:address|article|aside|blockquote|br|center|dd|div|dl|dt|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|tbody|td|th|thead|title|tr|ul)$/;
/** What holds no text to read, with all that stands in it. */
const OPAQUE = new Set(
  'script style noscript template svg iframe object head nav footer aside form button select figcaption'.split(
    ' ',
  ),
);
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['rsquo', '’'],
  ['lsquo', '‘'],
  ['rdquo', '”'],
  ['ldquo', '“'],
  ['mdash', '—'],
  ['ndash', '–'],
  ['hellip', '…'],
  ['eacute', 'é'],
  ['copy', '©'],
]);

/**
 * The text of a page without its tags, a blank line between blocks, in one pass over it: for pages
 * so deep, so large or so broken that a parser would take minutes over them.
 */
export function stripTags(html: string): string {
  const lower = html.toLowerCase();
  const parts: string[] = [];
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open === -1) {
      parts.push(html.slice(at));
      break;
    }
    parts.push(html.slice(at, open));
    const next = afterTag(lower, open, parts);
    if (next === -1) break;
    at = next;
  }
  return parts
    .join('')
    .split('\n\n')
    .map((block) => readEntities(block).replace(/\s+/g, ' ').trim())
    .filter((block) => block !== '')
    .join('\n\n');
}

/** Where the text goes on after the tag at `open`; -1 when the tag never ends. */
function afterTag(lower: string, open: number, parts: string[]): number {
  if (lower.startsWith('<!--', open)) return after(lower, '-->', open);
  const name = /^<[/!?]?([a-z][a-z0-9]{0,20})/.exec(lower.slice(open, open + 24))?.[1];
  if (name === undefined) {
    parts.push('<');
    return open + 1;
  }
  if (BLOCK.test(name)) parts.push('\n\n');
  if (OPAQUE.has(name) && lower[open + 1] !== '/') {
    const end = lower.indexOf(`</${name}`, open);
    return end === -1 ? -1 : after(lower, '>', end);
  }
  return after(lower, '>', open);
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? -1 : found + mark.length;
}

function readEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi,
    (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
      if (name !== undefined) return ENTITIES.get(name.toLowerCase()) ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
    },
  );
}
