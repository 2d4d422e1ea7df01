import { Resvg } from '@resvg/resvg-js';
import type { PictureSpec } from '../answers/reply.ts';
import { type Atlas, openAtlas } from './atlas.ts';
import type { Borders } from './borders.ts';
import { renderChart } from './chart.ts';
import { FONT_FAMILY, FONT_FILES } from './font.ts';
import { renderMap } from './map.ts';
import type { Theme } from './theme.ts';

export type Pictures = {
  /** SVG of 1,200 by 675 pixels, the same for the same spec. */
  renderPicture(spec: PictureSpec, theme: Theme): string;
  /** The same as PNG, drawn with the bundled font alone, so that it looks alike on every machine. */
  drawPicture(spec: PictureSpec, theme?: Theme): Promise<Uint8Array>;
};

/** The atlas is read with the first map. */
export function openPictures({ borders }: { readonly borders: Borders }): Pictures {
  let atlas: Atlas | null = null;
  const renderPicture: Pictures['renderPicture'] = (spec, theme) => {
    switch (spec.kind) {
      case 'figures':
        return renderChart(spec, theme);
      case 'map':
        atlas ??= openAtlas(borders);
        return renderMap(spec, theme, atlas);
    }
  };
  return {
    renderPicture,
    drawPicture: async (spec, theme = 'light') =>
      new Resvg(renderPicture(spec, theme), {
        font: {
          loadSystemFonts: false,
          fontFiles: [...FONT_FILES],
          defaultFontFamily: FONT_FAMILY,
        },
      })
        .render()
        .asPng(),
  };
}
