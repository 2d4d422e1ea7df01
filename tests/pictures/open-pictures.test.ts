import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { PictureSpec } from '../../src/answers/reply.ts';
import { readConfigFile } from '../../src/config.ts';
import { BordersSchema } from '../../src/pictures/borders.ts';
import { FONT_FILES } from '../../src/pictures/font.ts';
import { openPictures } from '../../src/pictures/open-pictures.ts';
import { anyPicture } from '../support/any-picture.ts';
import { manyFigures, manyReports } from '../support/crowded-pictures.ts';

const borders = readConfigFile('config/world/borders.json', BordersSchema);
const { renderPicture, drawPicture } = openPictures({ borders });
const chart: PictureSpec = { kind: 'figures', title: 'Figures', figures: manyFigures(60) };
const map: PictureSpec = { kind: 'map', title: 'Reports', reports: manyReports(40) };

/** How many pixels of an SVG are not of the colour of its first one. */
function inkIn(svg: string): number {
  const fonts = { loadSystemFonts: false, fontFiles: [...FONT_FILES] };
  const { pixels } = new Resvg(svg, { font: fonts }).render();
  const paper = pixels.readUInt32LE(0);
  let ink = 0;
  for (let at = 0; at < pixels.length; at += 4) if (pixels.readUInt32LE(at) !== paper) ink += 1;
  return ink;
}

/** What is left when the words are taken out. */
const withoutWords = (svg: string) => svg.replaceAll(/<text .*?<\/text>/gu, '');

vi.setConfig({ testTimeout: 60_000 });

describe.each([
  ['a chart', chart],
  ['a map', map],
] as const)('%s', (_name, spec) => {
  it('is a PNG of 1,200 by 675 pixels', async () => {
    const png = Buffer.from(await drawPicture(spec));
    expect(png.toString('latin1', 1, 4)).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 675]);
  });

  it('comes out the same each time', async () => {
    const [one, other] = [await drawPicture(spec), await drawPicture(spec)];
    expect(Buffer.compare(one, other)).toBe(0);
    expect(openPictures({ borders }).renderPicture(spec, 'dark')).toBe(renderPicture(spec, 'dark'));
  });

  it.each(['light', 'dark'] as const)('shows its words in the %s theme', (theme) => {
    const svg = renderPicture(spec, theme);
    expect(inkIn(svg)).toBeGreaterThan(inkIn(withoutWords(svg)) + 2_000);
  });

  it('is drawn otherwise in the dark', () => {
    expect(renderPicture(spec, 'dark')).not.toBe(renderPicture(spec, 'light'));
  });
});

it('shows Cyrillic', () => {
  const titled = (title: string) => renderPicture({ ...chart, title, figures: [] }, 'light');
  expect(inkIn(titled('Міністерство оборони України'))).toBeGreaterThan(inkIn(titled('')) + 1_000);
});

it('draws any picture as valid SVG, whatever its words hold', () => {
  fc.assert(
    fc.property(anyPicture, fc.constantFrom('light', 'dark'), (spec, theme) => {
      const svg = renderPicture(spec, theme);
      // The parser throws at the first thing that is no XML.
      expect(new Resvg(svg, { font: { loadSystemFonts: false } }).width).toBe(1200);
      expect(withoutWords(svg)).not.toMatch(/[" ,LM](?:NaN|undefined|-?Infinity)/u);
      expect(svg).not.toContain('<script');
    }),
    { numRuns: 60, seed: 7 },
  );
});

it('draws the words as they are, not as markup', () => {
  const svg = renderPicture({ kind: 'figures', title: '<b>5 < 6 & "7"</b>', figures: [] }, 'light');
  expect(svg).toContain('&lt;b&gt;5 &lt; 6 &amp; &quot;7&quot;&lt;/b&gt;</text>');
});
