export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** `problem` is one plain sentence about the file, to be shown after its name. */
export type Decoded =
  | { readonly text: string; readonly encoding: Encoding }
  | { readonly problem: string };

/** 5 MiB: some thousand pages of prose, far above any news article. */
export const MAX_BYTES = 5 * 1024 * 1024;

/** How many bytes the guesses look at. */
const SAMPLE_BYTES = 8192;

/**
 * Turns a file's bytes into text: UTF-8 with or without a byte order mark, UTF-16 of either order,
 * else Windows-1252. The mark is no part of the text; line ends stay as they are. Never throws.
 */
export function decode(bytes: Uint8Array, maxBytes: number = MAX_BYTES): Decoded {
  if (bytes.length > maxBytes) {
    return {
      problem: `It is ${inMebibytes(bytes.length)} large, more than the limit of ${inMebibytes(maxBytes)}; split it or raise the limit.`,
    };
  }
  if (bytes.length === 0) return { problem: 'It is empty.' };
  const read = readAs(bytes);
  if (read === null) return { problem: 'It is no text but binary data; save it as plain text.' };
  if (!/\S/.test(read.text)) return { problem: 'It holds nothing but white space.' };
  if (isBinary(read.text)) {
    return { problem: 'It is no text but binary data; save it as plain text.' };
  }
  return read;
}

function readAs(bytes: Uint8Array): { text: string; encoding: Encoding } | null {
  const marked = byMark(bytes);
  if (marked !== null) return { text: decodeAs(marked, bytes), encoding: marked };
  const wide = guessUtf16(bytes);
  if (wide !== null) return { text: decodeAs(wide, bytes), encoding: wide };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    // A single-byte encoding reads anything, so zero bytes are what tells data from text.
    if (bytes.subarray(0, SAMPLE_BYTES).includes(0)) return null;
    return mostlyUtf8(bytes)
      ? { text: decodeAs('utf-8', bytes), encoding: 'utf-8' }
      : { text: decodeAs('windows-1252', bytes), encoding: 'windows-1252' };
  }
}

function decodeAs(encoding: Encoding, bytes: Uint8Array): string {
  return new TextDecoder(encoding).decode(bytes);
}

function byMark(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

/** Text in UTF-16 holds zero bytes, if only in its spaces, and reads as words in one order of bytes. */
function guessUtf16(bytes: Uint8Array): Encoding | null {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  if (bytes.length % 2 !== 0 || !sample.includes(0)) return null;
  for (const encoding of ['utf-16le', 'utf-16be'] as const) {
    if (readsAsWords(decodeAs(encoding, sample))) return encoding;
  }
  return null;
}

/** Chance makes letters of every alphabet, but neither spaces nor Latin letters alone. */
function readsAsWords(text: string): boolean {
  const words = text.match(/[\p{L}\p{M}\p{N}\p{P}\p{Sc}\s]/gu)?.length ?? 0;
  if (words < text.length * 0.95) return false;
  const spaces = text.match(/[ \n\u3001\u3002]/g)?.length ?? 0;
  return spaces > text.length * 0.02 || /^[\p{Script=Latin}\p{Script=Common}]*$/u.test(text);
}

/** True for UTF-8 with a few broken bytes (a cut file): more good sequences than bad ones. */
function mostlyUtf8(bytes: Uint8Array): boolean {
  const sample = new TextDecoder('utf-8').decode(bytes.subarray(0, SAMPLE_BYTES * 8));
  let broken = 0;
  let good = 0;
  for (const char of sample) {
    if (char === '\uFFFD') broken++;
    else if (char > '\u007F') good++;
  }
  return good > broken * 4;
}

/** Text holds next to no control characters; a picture or an archive is full of them. */
function isBinary(text: string): boolean {
  const sample = text.slice(0, SAMPLE_BYTES);
  let control = 0;
  for (let i = 0; i < sample.length; i++) {
    const code = sample.charCodeAt(i);
    const isControl = code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13;
    if (isControl || code === 0x7f || code === 0xfffd) control++;
  }
  return control > 2 && control / sample.length > 0.02;
}

function inMebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
