import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { contains, crosses, overlaps, placeLabels } from '../../src/pictures/labels.ts';

vi.setConfig({ testTimeout: 30_000 });

const frame = { x: 0, y: 0, width: 800, height: 500 };
const pixel = (max: number) => fc.double({ min: 0, max, noNaN: true });
const size = fc.record({
  width: fc.integer({ min: 10, max: 300 }),
  height: fc.integer({ min: 10, max: 60 }),
});
const request = fc.record({
  x: pixel(800),
  y: pixel(500),
  radius: fc.integer({ min: 2, max: 15 }),
  reach: fc.constantFrom(40, 200),
  sizes: fc.array(size, { minLength: 1, maxLength: 3 }),
});
const box = fc.record({ x: pixel(800), y: pixel(500), width: pixel(60), height: pixel(60) });

it('no label covers another, an obstacle or a leader, nor leaves the frame', () => {
  fc.assert(
    fc.property(
      fc.array(request, { maxLength: 25 }),
      fc.array(box, { maxLength: 10 }),
      fc.boolean(),
      (requests, obstacles, isRanked) => {
        const labels = placeLabels(requests, { frame, obstacles, crossable: [], isRanked });
        const placed = labels.filter((label) => label !== null);
        for (const [index, label] of placed.entries()) {
          expect(contains(frame, label.box)).toBe(true);
          expect(obstacles.some((other) => overlaps(other, label.box))).toBe(false);
          for (const other of placed.slice(index + 1)) {
            expect(overlaps(label.box, other.box)).toBe(false);
            expect(other.leader !== null && crosses(other.leader, label.box)).toBe(false);
            expect(label.leader !== null && crosses(label.leader, other.box)).toBe(false);
          }
        }
      },
    ),
    { numRuns: 60, seed: 5 },
  );
});

it('places a lone label in its fullest wording, beside its mark', () => {
  const sizes = [
    { width: 200, height: 40 },
    { width: 80, height: 20 },
  ];
  const [label] = placeLabels([{ x: 400, y: 250, radius: 8, reach: 200, sizes }], {
    frame,
    obstacles: [],
    crossable: [],
    isRanked: false,
  });
  expect(label).toMatchObject({ level: 0, leader: null, align: 'start' });
});

it('takes the shorter wording where the fuller has no room, and none where neither has', () => {
  const narrow = { x: 0, y: 0, width: 140, height: 60 };
  const place = (...widths: readonly number[]) =>
    placeLabels(
      [
        {
          x: 20,
          y: 30,
          radius: 8,
          reach: 40,
          sizes: widths.map((width) => ({ width, height: 20 })),
        },
      ],
      { frame: narrow, obstacles: [], crossable: [], isRanked: false },
    )[0];
  expect(place(130, 80)?.level).toBe(1);
  expect(place(150, 130)).toBeNull();
});
