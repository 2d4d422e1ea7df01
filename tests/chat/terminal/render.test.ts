import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderTerminal } from '../../../src/chat/terminal/render.ts';
import { columns } from '../../../src/chat/terminal/wrap.ts';
import { anyReply, KURSK } from '../../support/replies.ts';

describe('an answer in the terminal', () => {
  it('reads as a person would lay it out', () => {
    expect(renderTerminal(KURSK, { width: 72, color: false })).toBe(
      `Kursk

! Nothing held is newer than about 11 Nov 2024.

About 11 Nov 2024. Ukraine’s commander Syrskyi said Russia had prepared
“tens of thousands of troops” to retake Kursk [1].

New York Times reported (about 10 Nov 2024)
  some 50,000 Russian and North Korean troops [2]
  → disputed

Troops in Kursk
  some 50,000                  Russian and North Korean troops · New
                               York Times, 10 Nov 2024 [2]
  tens of thousands of troops  Russian troops · Syrskyi [1]

about 11 Nov 2024
  Ukraine still held Sudzha [3]

Sources
[1] “Russia has prepared “tens of thousands of troops” to retake Kursk.”
    Ukraine says Russia has massed troops ¶3 · about 11 Nov 2024
    (inferred) · seeds/003_130cf7ac0ca97680.txt
[2] “Some 50,000 troops were massed, the New York Times reported.”
    Ukraine says Russia has massed troops ¶4 · about 11 Nov 2024
    (inferred) · seeds/003_130cf7ac0ca97680.txt
[3] “Ukraine still controls the town of Sudzha.”
    Ukraine says Russia has massed troops ¶5 · about 11 Nov 2024
    (inferred) · seeds/003_130cf7ac0ca97680.txt

Ask next: who said that?`,
    );
  });

  it('shows the same words with colours as without', () => {
    const colored = renderTerminal(KURSK, { width: 72, color: true });
    expect(colored).toContain('\u001B[1mKursk\u001B[22m');
    expect(stripVTControlCharacters(colored)).toBe(
      renderTerminal(KURSK, { width: 72, color: false }),
    );
  });

  it('keeps to the width, drives no terminal and loses no citation, whatever an article holds', () => {
    fc.assert(
      fc.property(anyReply, fc.integer({ min: 24, max: 90 }), (reply, width) => {
        const text = renderTerminal(reply, { width, color: false });
        for (const line of text.split('\n')) {
          expect(line).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
          expect(columns(line)).toBeLessThanOrEqual(width);
        }
        for (let mark = 1; mark <= 9; mark += 1) expect(text).toContain(`\n[${mark}] “`);
      }),
    );
  });

  it('breaks no line between words and their citation', () => {
    for (let width = 24; width <= 90; width += 1) {
      const lines = renderTerminal(KURSK, { width, color: false }).split('\n');
      expect(lines.filter((line) => /^\s+\[\d/u.test(line))).toEqual([]);
    }
  });
});
