import type { Database } from './schema.ts';

/** An open database; how it was reached is behind it. */
export type Engine = {
  readonly kind: 'sqlite' | 'postgres';
  readonly db: Database;
  /** What messages call it: a file, or a host and database; never a password. */
  readonly name: string;
  /** Runs on one moment's state, without holding up those who write. */
  snapshot<Result>(read: (db: Database) => AsyncGenerator<Result>): AsyncGenerator<Result>;
  /** Copies the database to a file that is not there yet. */
  backup(path: string): Promise<void>;
  close(): Promise<void>;
};
