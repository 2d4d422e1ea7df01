import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { FONT_FILES, measure, shorten, type Weight } from '../../src/pictures/font.ts';
import { textAt } from '../../src/pictures/svg.ts';

/** How far the ink of a line reaches, in pixels from where it begins. */
function inkWidth(text: string, size: number, weight: Weight): number {
  const line = textAt(0, 60, text, { size, weight, color: '#000' }).replace(
    / textLength="[^"]*"/u,
    '',
  );
  const drawing = new Resvg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="100">${line}</svg>`,
    { font: { loadSystemFonts: false, fontFiles: [...FONT_FILES] } },
  );
  const box = drawing.getBBox();
  return box ? box.x + box.width : 0;
}

describe('the bundled font', () => {
  it.each([
    ['some 50,000 Russian and North Korean troops', 20, 'bold'],
    ['Two senior US officials, via CNN, 15–18 Aug 2024*', 16, 'regular'],
    ['Міністерство оборони України', 18, 'regular'],
    ['Zaporizhzhia Oblast and 2 more', 21, 'bold'],
    ['1,295 km²', 17, 'regular'],
  ] as const)('draws “%s” as wide as it is measured', (text, size, weight) => {
    const width = measure(text, size, weight);
    const ink = inkWidth(text, size, weight);
    expect(ink).toBeLessThanOrEqual(width + 1);
    expect(ink).toBeGreaterThan(0.93 * width);
  });

  it('cuts a line to its width, and leaves one that fits alone', () => {
    expect(shorten('Kursk', 20, 200)).toBe('Kursk');
    const cut = shorten('Ukrainian Defense Minister Oleksii Reznikov', 20, 200);
    expect(cut).toMatch(/^Ukrainian Defense.*…$/u);
    expect(measure(cut, 20)).toBeLessThanOrEqual(200);
  });
});
