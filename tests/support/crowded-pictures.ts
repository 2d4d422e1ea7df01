import type { Figure, MapReport } from '../../src/answers/reply.ts';
import { seeded } from './seeded.ts';

const SOURCES = [
  'New York Times',
  'Oleksandr Syrskyi',
  'Two senior US officials, via CNN',
  'UK Ministry of Defence',
  'Institute for the Study of War',
  'Міністерство оборони України',
];

/** Forty places along one front, from Homel to Sevastopol. */
const PLACES: readonly (readonly [name: string, latitude: number, longitude: number])[] = [
  ['Kursk', 51.73, 36.19],
  ['Sudzha', 51.19, 35.27],
  ['Belgorod', 50.6, 36.59],
  ['Kharkiv', 49.99, 36.23],
  ['Vovchansk', 50.29, 36.94],
  ['Kupiansk', 49.71, 37.61],
  ['Lyman', 48.99, 37.81],
  ['Kreminna', 49.05, 38.22],
  ['Bakhmut', 48.59, 38],
  ['Chasiv Yar', 48.59, 37.83],
  ['Toretsk', 48.4, 37.85],
  ['Pokrovsk', 48.28, 37.18],
  ['Avdiivka', 48.14, 37.75],
  ['Donetsk', 48.02, 37.8],
  ['Vuhledar', 47.78, 37.25],
  ['Velyka Novosilka', 47.84, 36.84],
  ['Orikhiv', 47.57, 35.79],
  ['Robotyne', 47.45, 35.84],
  ['Tokmak', 47.25, 35.71],
  ['Melitopol', 46.85, 35.37],
  ['Berdiansk', 46.76, 36.79],
  ['Mariupol', 47.1, 37.55],
  ['Enerhodar', 47.5, 34.66],
  ['Nikopol', 47.57, 34.4],
  ['Kherson', 46.64, 32.62],
  ['Krynky', 46.73, 33.09],
  ['Armiansk', 46.1, 33.69],
  ['Dzhankoi', 45.71, 34.39],
  ['Simferopol', 44.95, 34.1],
  ['Sevastopol', 44.62, 33.53],
  ['Kerch', 45.36, 36.47],
  ['Rostov-on-Don', 47.24, 39.7],
  ['Taganrog', 47.24, 38.9],
  ['Luhansk', 48.57, 39.31],
  ['Starobilsk', 49.28, 38.91],
  ['Valuyki', 50.21, 38.1],
  ['Voronezh', 51.66, 39.2],
  ['Bryansk', 53.24, 34.36],
  ['Sumy', 50.91, 34.8],
  ['Homel', 52.43, 31],
];

const DAY_MS = 86_400_000;

/** Made-up figures of every shape, of two units, over 500 days, some undated. */
export function manyFigures(count: number): readonly Figure[] {
  const random = seeded(60);
  return Array.from({ length: count }, (_, index): Figure => {
    const low = Math.round(10 ** (3 + random() * 2.5) / 500) * 500;
    const unit = index % 5 === 4 ? 'km²' : 'troops';
    const written = low.toLocaleString('en-US');
    const shape = (
      [
        [`some ${written} ${unit}`, low, low],
        [`${written} to ${(low * 1.5).toLocaleString('en-US')} ${unit}`, low, low * 1.5],
        [`several thousand ${unit}`, 2_000, 9_999],
        [`at least ${written} ${unit}`, low, null],
        [`up to ${written} ${unit}`, null, low],
      ] as const
    )[Math.floor(random() * 5)] ?? [written, low, low];
    return {
      label: 'Russian',
      text: shape[0],
      low: shape[1],
      high: shape[2],
      unit,
      source: SOURCES[index % SOURCES.length] ?? '',
      day: index % 17 === 16 ? null : someDay(random),
      marks: [],
    };
  });
}

/** Made-up reports, one a place, every ninth with where the troops came from, some undated. */
export function manyReports(count: number): readonly MapReport[] {
  const random = seeded(40);
  return PLACES.slice(0, count).map(([place, latitude, longitude], index): MapReport => {
    const origin = index % 9 === 0 ? PLACES[(index + 37) % PLACES.length] : undefined;
    return {
      place,
      latitude,
      longitude,
      from: origin ? { place: origin[0], latitude: origin[1], longitude: origin[2] } : null,
      label: index % 3 === 0 ? 'buildup, no figure given' : 'some 1,200 troops',
      source: SOURCES[index % SOURCES.length] ?? '',
      day: index % 13 === 12 ? null : someDay(random),
      marks: [],
    };
  });
}

function someDay(random: () => number): string {
  const at = Date.UTC(2024, 0, 1) + Math.floor(random() * 500) * DAY_MS;
  return new Date(at).toISOString().slice(0, 10);
}
