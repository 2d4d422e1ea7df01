import type { Generated, Kysely } from 'kysely';

/** JSON is text on both engines, so that what is read is what was written; instants are milliseconds since the epoch; truth is 1 or 0. */
export type Tables = {
  articles: {
    id: string;
    state: 'current' | 'superseded' | 'withdrawn';
    replaced_by: string | null;
    /** When `state` became what it is. */
    since: number;
    /** The latest day it may be from, for sorting; empty when unknown. */
    day: string;
    extractor: string;
    signature: string | null;
    /** The number of its last change, among those of all articles. */
    changed: number;
    claims: number;
    summary: string;
    document: string;
  };
  claims: { id: string; article: string; ordinal: number; document: string };
  /** One row: the number of the last change of any article. */
  changes: { number: number };
  reprints: { article: string; origin: string; at: number; document: string };
  sources: { key: string; kind: string; due_at: number | null; document: string };
  threads: {
    id: string;
    platform: string;
    channel: string;
    thread: string;
    context: string;
    used_at: number;
  };
  turns: {
    seq: Generated<number>;
    thread_id: string;
    platform: string;
    event: string;
    user_id: string;
    text: string;
    reply: string;
    at: number;
  };
  inbox: { event: string; at: number };
  outbox: {
    seq: Generated<number>;
    key: string;
    platform: string;
    channel: string;
    thread: string | null;
    /** Whose question it answers; null for a digest. */
    user_id: string | null;
    payload: string;
    status: string;
    post_id: string | null;
    attempts: number;
    reason: string | null;
    created_at: number;
    updated_at: number;
  };
  subscriptions: { id: string; document: string };
  served: { subscription: string; day: string; at: number };
  told: { subscription: string; claim: string; what: string };
  failures: { subscription: string; count: number };
  leases: { name: string; holder: string; until: number };
  reports: {
    seq: Generated<number>;
    claim: string | null;
    user_id: string;
    text: string;
    at: number;
  };
  corrections: {
    claim: string;
    article: string;
    hidden: number;
    fields: string;
    /** What the claim said when it was corrected, by which it is known again. */
    anchor: string | null;
    why: string;
    at: number;
  };
};

export type Database = Kysely<Tables>;

/** Parameters that one statement takes on either engine, with room to spare. */
const LIST_MAX = 500;

/** Runs a query for parts of a list that each engine takes at once, or for shorter ones. */
export async function inParts<Item, Row>(
  items: readonly Item[],
  run: (part: readonly Item[]) => Promise<readonly Row[]>,
  max = LIST_MAX,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let at = 0; at < items.length; at += max) {
    // One by one: a call takes only so many arguments.
    for (const row of await run(items.slice(at, at + max))) rows.push(row);
  }
  return rows;
}

/** PostgreSQL holds no text with a NUL in it: it is written as the replacement character on both engines. */
export function storable(text: string): string {
  return text.replaceAll('\0', '\ufffd');
}
