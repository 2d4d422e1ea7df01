import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LastingMuster, openLasting } from '../../src/assemble.ts';
import { openIntakeDesk } from '../../src/chat/intake.ts';
import type { Download, IntakeDesk } from '../../src/chat/port.ts';
import { loadConfig } from '../../src/config.ts';
import { openIntake } from '../../src/ingest/intake.ts';
import { openReader } from '../../src/ingest/reader.ts';

/** A Muster that keeps what it reads, with what takes articles in from people. */
export type TakingIn = {
  readonly muster: LastingMuster;
  readonly intake: IntakeDesk;
  /** May reach servers on loopback. */
  readonly download: Download;
  close(): Promise<void>;
};

export type TakingInOptions = {
  readonly curators: readonly string[];
  readonly maxMib?: number;
};

export async function openTakingIn({ curators, maxMib = 5 }: TakingInOptions): Promise<TakingIn> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-taking-in-'));
  const config = loadConfig();
  const env = {
    ...config.env,
    ...{ DATA_DIR: folder, ALLOW_PRIVATE_FEEDS: true, MAX_FILE_MIB: maxMib },
  };
  const fault = (doing: string, thrown: unknown): never => {
    throw new Error(doing, { cause: thrown });
  };
  const muster = await openLasting({ ...config, env }, { now: Date.now, fault });
  const { store, pipeline, readers } = muster;
  const fetcher = openReader(env, Date.now);
  const maxBytes = maxMib * 2 ** 20;
  const parts = { ...store, pipeline, fetcher, readers, fault, maxBytes };
  return {
    muster,
    intake: openIntakeDesk({
      curators,
      intake: openIntake({ ...parts, now: Date.now, random: Math.random }),
    }),
    download: fetcher.download,
    async close() {
      await fetcher.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Of our own writing. */
export const BRIGADES = `Two brigades leave for Aldora

Two brigades with about 4,200 troops left for the Aldora border on 3 March 2024, Colonel Ines Varga said. They took bridges for two crossings, she said.

The mayor of Aldora, Tomas Brek, denied that any troops had been seen near his town.`;
export const DEPOT = `Fire at a fuel depot near Esker

Firemen fought a blaze for nine hours at a depot outside Esker on 5 March 2024, where an army convoy had filled up the night before, said Greta Solheim, who leads them. About 300 trucks of the Third Corps now fetch their diesel from Varn, an officer said.`;
