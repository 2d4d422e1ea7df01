import { describe, expect, it, vi } from 'vitest';
import type { Figure } from '../../src/answers/reply.ts';
import { layOutChart, renderChart } from '../../src/pictures/chart.ts';
import { measure } from '../../src/pictures/font.ts';
import { contains, overlaps } from '../../src/pictures/labels.ts';
import { boxOf } from '../../src/pictures/marks.ts';
import { HEIGHT, WIDTH } from '../../src/pictures/svg.ts';
import { manyFigures } from '../support/crowded-pictures.ts';

vi.setConfig({ testTimeout: 30_000 });

const canvas = { x: 0, y: 0, width: WIDTH, height: HEIGHT };

function figure(text: string, low: number | null, high: number | null, of: Partial<Figure> = {}) {
  return {
    ...{ label: 'Russian', text, low, high, unit: 'troops', source: 'New York Times' },
    ...{ day: '2024-11-10', marks: [] },
    ...of,
  };
}

const chart = (figures: readonly Figure[]) =>
  layOutChart({ kind: 'figures', title: 'Test', figures }, 'light');
const wordsOf = (figures: readonly Figure[]) =>
  chart(figures).labels.map(({ lines }) => lines.map(({ text }) => text).join(' | '));

describe('a chart', () => {
  it.each([2, 12, 60, 200])('of %i figures cuts no label and lays none over another', (count) => {
    const { labels, marks, unlabelled } = chart(manyFigures(count));
    expect(labels.length).toBeGreaterThan(0);
    expect(marks).toHaveLength(labels.length + unlabelled);
    for (const [index, { box, lines }] of labels.entries()) {
      expect(contains(canvas, box)).toBe(true);
      for (const { text, size, weight } of lines)
        expect(measure(text, size, weight)).toBeLessThanOrEqual(box.width);
      expect(labels.slice(index + 1).filter((other) => overlaps(box, other.box))).toEqual([]);
      expect(marks.filter((mark) => overlaps(box, boxOf(mark)))).toEqual([]);
    }
  });

  it('names every figure and its source while there are few', () => {
    expect(
      wordsOf([
        figure('some 10,000', 10_000, 10_000, { source: 'United States' }),
        figure('some 50,000 Russian and North Korean troops', 50_000, 50_000),
      ]),
    ).toEqual([
      'some 10,000 | United States',
      'some 50,000 Russian and North Korean troops | New York Times',
    ]);
  });

  it('leaves the newest of several days room for all their words', () => {
    const words = wordsOf([
      figure('several thousand troops', 2_000, 10_000, { day: '2024-08-16' }),
      figure('tens of thousands of troops', 10_000, 100_000),
      figure('some 50,000 Russian and North Korean troops', 50_000, 50_000),
    ]);
    expect(words).toContain('some 50,000 Russian and North Korean troops | New York Times');
  });

  it('says how many it could not name, and names the newest', () => {
    const newest = figure('some 4,321 troops', 4_321, 4_321, { day: '2026-01-01' });
    const figures = [...manyFigures(60), newest];
    expect(chart(figures).unlabelled).toBeGreaterThan(0);
    expect(renderChart({ kind: 'figures', title: 'Test', figures }, 'light')).toMatch(
      /\d+ of 61 labelled/u,
    );
    expect(wordsOf(figures).some((words) => words.startsWith('some 4,321'))).toBe(true);
  });

  it.each([
    ['some 50,000', 50_000, 50_000, 'point'],
    ['10,000 to 20,000', 10_000, 20_000, 'range'],
    ['tens of thousands', 10_000, 100_000, 'vague'],
    ['at least 1,000', 1_000, null, 'from'],
    ['up to 1,000', null, 1_000, 'up-to'],
  ] as const)('draws “%s” by what is known of it', (text, low, high, shape) => {
    expect(chart([figure(text, low, high)]).marks.map((mark) => mark.shape)).toEqual([shape]);
  });

  it('leaves out what no number is known of', () => {
    expect(chart([figure('significant numbers', null, null)]).marks).toEqual([]);
  });

  it('draws units in panels of their own, over the same time', () => {
    const { marks } = chart([
      figure('50,000', 50_000, 50_000),
      figure('60,000', 60_000, 60_000, { day: '2024-12-10' }),
      figure('1,000 km²', 1_000, 1_000, { unit: 'km²' }),
    ]);
    const [troops, , ground] = marks;
    expect(ground?.x).toBe(troops?.x);
    expect(ground?.top).toBeGreaterThan(Math.max(...marks.slice(0, 2).map(({ bottom }) => bottom)));
  });

  it('places later figures further right, larger ones higher', () => {
    const { marks } = chart([
      figure('1,000', 1_000, 1_000, { day: '2024-01-01' }),
      figure('2,000', 2_000, 2_000, { day: '2024-06-01' }),
    ]);
    const [early, late] = marks;
    expect(late?.x).toBeGreaterThan(early?.x ?? 0);
    expect(late?.top).toBeLessThan(early?.top ?? 0);
  });

  it('dates a day as finely as its figures are dated', () => {
    const when = '6–20 Nov 2024, inferred';
    const svg = renderChart(
      { kind: 'figures', title: 'Test', figures: [figure('1,000', 1_000, 1_000, { when })] },
      'light',
    );
    expect(svg).toContain('6–20 Nov 2024*');
    expect(svg).toContain('* date inferred');
  });
});
