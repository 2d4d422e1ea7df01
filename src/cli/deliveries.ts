import { join } from 'node:path';
import process from 'node:process';
import type { Config } from '../config.ts';
import { PlainError } from '../faults.ts';
import { openStore } from '../store/kysely.ts';
import type { Delivery } from '../store/port.ts';
import { writeLine } from './lines.ts';
import { readArguments } from './options.ts';
import { remark, say } from './say.ts';

export const DELIVERIES_HELP = `muster deliveries [--limit N] [--json]

Lists what was posted to channels, the newest first: sent, confirmed, failed or skipped, and why.
With --json one object a line.`;

const LIMIT = '50';
const HEADINGS = ['When (UTC)', 'State', 'To', 'Tries', 'Post', 'Why'] as const;

/** Prints the delivery log; returns the exit code. */
export async function listDeliveries(args: readonly string[], config: Config): Promise<number> {
  const { values } = readArguments(args, {
    limit: { type: 'string', default: LIMIT },
    json: { type: 'boolean', default: false },
  });
  const limit = Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1) {
    throw new PlainError(`--limit ${values.limit} is no count. Write it as --limit 50.`);
  }
  const { env } = config;
  const store = await openStore(
    env.DATABASE_URL ? { url: env.DATABASE_URL } : { file: join(env.DATA_DIR, 'muster.sqlite') },
  );
  try {
    const deliveries = await store.outbox.recent(limit);
    if (values.json) for (const one of deliveries) await writeLine(process.stdout, toJson(one));
    else if (deliveries.length === 0) remark('Nothing has been posted yet.');
    else toTable(deliveries).forEach(say);
    return deliveries.length > 0 ? 0 : 2;
  } finally {
    await store.close();
  }
}

/** Without what was posted, which may hold a person's words. */
function toJson({ payload: _, ...delivery }: Delivery): object {
  const { createdAt, updatedAt } = delivery;
  return {
    ...delivery,
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
  };
}

function toTable(deliveries: readonly Delivery[]): readonly string[] {
  const rows = deliveries.map((delivery) => [
    new Date(delivery.updatedAt).toISOString().slice(0, 19).replace('T', ' '),
    delivery.status,
    `${delivery.platform} ${delivery.channel}`,
    String(delivery.attempts),
    delivery.key,
    delivery.reason ?? '',
  ]);
  const lines = [HEADINGS, ...rows];
  const widths = HEADINGS.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
