/** What the test tells the process that sends, as JSON in its first argument. */
export type SenderTask = {
  readonly platform: 'discord' | 'slack';
  readonly file: string;
  readonly apiUrl: string;
  readonly token: string;
  readonly appToken: string;
  /** When the process believes that it starts, in ms since the epoch. */
  readonly now: number;
  /** How long a process that was ended keeps the next one waiting. */
  readonly leaseMs: number;
  /** Every report that is held: `report-1.`, … */
  readonly reports: readonly string[];
};

/** Lines of a digest and how often each repeats its words: several messages on either platform. */
export const LINES = 30;
export const REPEATS = 6;
