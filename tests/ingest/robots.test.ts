import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRobots } from '../../src/ingest/robots.ts';

const allows = (text: string, path: string) => readRobots(text, 'Muster').allows(path);

describe('robots.txt', () => {
  it.each([
    ['', '/a', true],
    ['User-agent: *\nDisallow: /', '/a', false],
    ['User-agent: *\nDisallow:', '/a', true],
    ['user-AGENT : * # all\nDISALLOW : /a # no', '/a', false],
    ['\uFEFFUser-agent: *\r\nDisallow: /a\r\n', '/a/b', false],
    ['User-agent: *\rDisallow: /a', '/b', true],
    ['User-agent: Other\nDisallow: /', '/a', true],
    ['User-agent: muster\nDisallow: /a', '/a', false],
    ['User-agent: Muster/2.0\nDisallow: /a', '/a', false],
    ['User-agent: Muster\nAllow: /\n\nUser-agent: *\nDisallow: /', '/a', true],
    ['User-agent: Musterer\nAllow: /\n\nUser-agent: *\nDisallow: /', '/a', false],
    ['User-agent: Other\nUser-agent: Muster\nDisallow: /', '/a', false],
    ['User-agent: Muster\nSitemap: /s\nUser-agent: Other\nDisallow: /', '/a', false],
    ['User-agent: Muster\nDisallow: /a\nUser-agent: Muster\nDisallow: /b', '/a', false],
    ['Disallow: /', '/a', true],
    ['User-agent: *\nDisallow: /a\nAllow: /a/b', '/a/b/c', true],
    ['User-agent: *\nAllow: /a\nDisallow: /a', '/a', true],
    ['User-agent: *\nDisallow: /*.pdf$', '/x/y.pdf', false],
    ['User-agent: *\nDisallow: /*.pdf$', '/x/y.pdf?z', true],
    ['User-agent: *\nDisallow: /a$', '/a', false],
    ['User-agent: *\nDisallow: /a$', '/ab', true],
    ['User-agent: *\nDisallow: /*a*b*a', '/ab', true],
    ['User-agent: *\nDisallow: /*a*b*a', '/xaxbxa', false],
    ['User-agent: *\nDisallow: *?print=', '/a?print=1', false],
    ['User-agent: *\nDisallow: /caf\u00E9', '/caf%c3%a9', false],
    ['User-agent: *\nDisallow: /a%2fb', '/a%2Fb', false],
    ['User-agent: *\nDisallow: /\uD83D', '/a', true],
  ])('%j and %s: %s', (text, path, isAllowed) => {
    expect(allows(text, path)).toBe(isAllowed);
  });

  it.each([
    ['User-agent: *\nCrawl-delay: 5', 5],
    ['User-agent: *\nCrawl-delay: 0.5\nDisallow: /a', 0.5],
    ['User-agent: *\nCrawl-delay: soon', null],
    ['User-agent: *\nCrawl-delay: -1', null],
    ['User-agent: *\nCrawl-delay: 1e99', 86_400],
    ['User-agent: Muster\nDisallow: /a\nUser-agent: *\nCrawl-delay: 9', null],
  ])('asks for pauses: %j, %s', (text, seconds) => {
    expect(readRobots(text, 'Muster').delaySeconds).toBe(seconds);
  });

  it('fits a pattern as the pattern’s own meaning has it', () => {
    const piece = fc.constantFrom('a', 'b', '*', '$', '/');
    const pattern = fc.string({ unit: piece, minLength: 1, maxLength: 8 });
    const path = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, path, (of, end) => {
        const body = of.replace(/\$$/u, '').replaceAll('$', '\\$').replaceAll('*', '.*');
        const meant = new RegExp(`^${body}${of.endsWith('$') ? '$' : ''}`, 'u');
        expect(allows(`User-agent: *\nDisallow: /${of}`, `/${end}`)).toBe(!meant.test(end));
      }),
    );
  });

  it.each([
    [
      'names and rules without end',
      `${'User-agent: a\n'.repeat(18_000)}User-agent: *\n${'Disallow:/a\n'.repeat(21_000)}`,
    ],
    ['a pattern without end', `User-agent: *\nDisallow: /*${'a'.repeat(500_000)}b`],
    ['wildcards without end', `User-agent: *\nDisallow: /${'*a'.repeat(250_000)}b`],
    ['patterns without end', `User-agent: *\n${`Disallow: /*${'a'.repeat(1_000)}b\n`.repeat(500)}`],
  ])('is read to its end with %s', (_name, text) => {
    expect(allows(text, `/${'b'.repeat(2_000)}${'a'.repeat(6_000)}`)).toBe(true);
  });
});
