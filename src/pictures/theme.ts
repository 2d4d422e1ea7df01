export type Theme = 'light' | 'dark';

export type Colors = {
  readonly paper: string;
  readonly ink: string;
  readonly soft: string;
  readonly rule: string;
  readonly mark: string;
  readonly sea: string;
  readonly land: string;
  readonly coast: string;
  readonly border: string;
  /** Names of countries under everything else. */
  readonly country: string;
  /** The newest report and the oldest one. */
  readonly fresh: readonly [red: number, green: number, blue: number];
  readonly faded: readonly [red: number, green: number, blue: number];
};

export const COLORS: Readonly<Record<Theme, Colors>> = {
  light: {
    paper: '#fbfaf6',
    ink: '#1c1b19',
    soft: '#5d594f',
    rule: '#e2ded3',
    mark: '#0b4f5c',
    sea: '#dce7ea',
    land: '#f6f3ea',
    coast: '#b9c4c4',
    border: '#a39c8b',
    country: '#8b8677',
    fresh: [168, 38, 20],
    faded: [217, 163, 138],
  },
  dark: {
    paper: '#14171a',
    ink: '#eae7df',
    soft: '#a9a69c',
    rule: '#2d3236',
    mark: '#86cad5',
    sea: '#10191d',
    land: '#252b2f',
    coast: '#3a4449',
    border: '#5d666b',
    country: '#7d8385',
    fresh: [255, 140, 102],
    faded: [122, 82, 70],
  },
};

/** A report's colour by age: 0 the oldest drawn, 1 the newest. */
export function ageColor({ fresh, faded }: Colors, age: number): string {
  const mix = fresh.map((value, index) =>
    Math.round((faded[index] ?? 0) + (value - (faded[index] ?? 0)) * age),
  );
  return `rgb(${mix.join(',')})`;
}
