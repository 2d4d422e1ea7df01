import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../../src/corpus/decode.ts';

const SENTENCE = 'Russia’s forces moved – again – near “Sumy”.';

function utf16be(text: string): Uint8Array {
  return Buffer.from(text, 'utf16le').swap16();
}

describe('decode', () => {
  it.each([
    ['UTF-8', Buffer.from(SENTENCE), 'utf-8'],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${SENTENCE}`), 'utf-8'],
    ['UTF-16LE with a mark', Buffer.from(`\uFEFF${SENTENCE}`, 'utf16le'), 'utf-16le'],
    ['UTF-16LE without a mark', Buffer.from(SENTENCE, 'utf16le'), 'utf-16le'],
    ['UTF-16BE with a mark', utf16be(`\uFEFF${SENTENCE}`), 'utf-16be'],
    ['UTF-16BE without a mark', utf16be(SENTENCE), 'utf-16be'],
  ])('reads %s and leaves its mark out', (_name, bytes, encoding) => {
    expect(decode(bytes)).toEqual({ text: SENTENCE, encoding });
  });

  it.each([
    ['utf-16le', 'Россия стягивает войска к границе.'],
    ['utf-16le', '俄罗斯集结军队。\n乌克兰说。'],
    ['utf-16le', 'Hi'],
  ])('reads %s without a mark in any script: %s', (encoding, text) => {
    expect(decode(Buffer.from(text, 'utf16le'))).toEqual({ text, encoding });
  });

  it('reads curly quotes and dashes of Windows-1252', () => {
    const bytes = Buffer.from('Kyiv said: \x93We hold\x94 \x96 for now', 'latin1');
    expect(decode(bytes)).toEqual({
      text: 'Kyiv said: “We hold” – for now',
      encoding: 'windows-1252',
    });
  });

  it('keeps line ends as they are', () => {
    expect(decode(Buffer.from('one\r\ntwo\n'))).toMatchObject({ text: 'one\r\ntwo\n' });
  });

  it('reads UTF-8 that was cut within a character', () => {
    const bytes = Buffer.from('Армія рухається на північ').subarray(0, -1);
    expect(decode(bytes)).toMatchObject({ encoding: 'utf-8' });
  });

  it.each([
    ['an empty file', new Uint8Array(0), /empty/],
    ['white space alone', Buffer.from(' \n\t\n'), /white space/],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452000001f4', 'hex'), /binary/],
    ['a few bytes', Buffer.from('00ff00ff89504e47', 'hex'), /binary/],
    ['control characters', Buffer.from('\x01\x02\x03\x04text'), /binary/],
  ])('says in one sentence what is wrong with %s', (_name, bytes, words) => {
    expect(decode(bytes)).toEqual({ problem: expect.stringMatching(words) });
  });

  it('refuses a file above the limit and names both sizes', () => {
    const bytes = Buffer.alloc(3 * 1024 * 1024, 'a');
    expect(decode(bytes, 1024 * 1024)).toEqual({
      problem: 'It is 3.0 MiB large, more than the limit of 1.0 MiB; split it or raise the limit.',
    });
  });

  it('gives text or a problem for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const read = decode(bytes);
        expect('text' in read ? read.text.length : read.problem.length).toBeGreaterThan(0);
      }),
    );
  });

  it('reads back any text written as UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const kept = `a ${text}`;
        fc.pre(!kept.includes('\0'));
        const read = decode(Buffer.from(kept));
        if ('text' in read) expect(read.text).toBe(kept);
      }),
    );
  });
});
