import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean, clip, escapeControls, readText } from '../../../src/chat/slack/plain.ts';

describe('what somebody typed', () => {
  it.each([
    ['<@U0MUSTER> briefing kursk', 'briefing kursk'],
    ['<@U0MUSTER>', ''],
    ['ask <@U0DANA> and <#C0DESK|desk>', 'ask U0DANA and desk'],
    [
      '<https://example.org/a|the story> on <https://example.org>',
      'the story on https://example.org',
    ],
    ['losses &lt;5% &amp; falling', 'losses <5% & falling'],
    ['&amp;lt;', '&lt;'],
    ['<!here> <!subteam^S01|@desk>', 'here @desk'],
    ['<unclosed', '<unclosed'],
  ])('is read as it was meant: %s', (sent, meant) => {
    expect(readText(sent, 'U0MUSTER')).toBe(meant);
  });
});

it.each([
  ['\u202Eevil\u2069', 'evil'],
  ['left\u200E right\u200F arabic\u061C', 'left right arabic'],
  ['seen\u{E0068}\u{E0069}', 'seen'],
  ['a\u0007b\r\nc', 'ab\nc'],
])('what turns or hides words is taken out of %j', (given, left) => {
  expect(clean(given)).toBe(left);
});

describe('text that is cut', () => {
  it('never exceeds its limit, whatever becomes of it in writing, and never ends in half a sign', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 40 }), (text, max) => {
        const cut = clip(clean(text), max, escapeControls);
        expect(cut.length).toBeLessThanOrEqual(max);
        expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });

  it('is left whole when it fits', () => {
    expect(clip('12345', 5)).toBe('12345');
    expect(clip('123456', 5)).toBe('1234…');
    expect(clip('a&b', 7, escapeControls)).toBe('a&amp;b');
    expect(clip('a&b', 6, escapeControls)).toBe('a…');
  });
});
