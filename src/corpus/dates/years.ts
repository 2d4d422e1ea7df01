import { pad } from './calendar.ts';

/** "1941", "480 BC"; a bare number under 1000 is no year. */
export const YEAR = '(?:1[0-9]{3}|20[0-9]{2}(?!\\s?B\\.?C)|[1-9][0-9]{0,3}[ \\u00a0]BCE?)';

/** The words that mark a year before Christ, in lower case. */
export const ERAS = ['bc', 'bce'];

/** Before Christ is negative. */
export function readYear(text: string): number {
  const number = Number.parseInt(text, 10);
  return text.includes('B') ? -number : number;
}

/** As TIMEX3 has it: "1941", "BC0480", "XXXX" for null. */
export function yearText(year: number | null): string {
  if (year === null) return 'XXXX';
  return year < 0 ? `BC${pad(-year, 4)}` : pad(year, 4);
}

/** "194" for the 1940s, "BC046" for the 460s BC. */
export function decadeText(decade: number): string {
  return decade < 0 ? `BC${pad(-decade, 3)}` : pad(decade, 3);
}
