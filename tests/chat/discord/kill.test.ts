import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type DiscordServer, openDiscordServer } from '../../support/discord/server.ts';
import type { Channel } from '../../support/discord/world.ts';
import { seeded } from '../../support/seeded.ts';

const CHILD = fileURLToPath(new URL('../../support/discord/child.ts', import.meta.url));
const KILLS = 6;

let folder: string;
let server: DiscordServer;
let child: ChildProcess;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-kill-'));
  server = await openDiscordServer();
});
afterEach(async () => {
  await kill();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  child = spawn(process.execPath, [CHILD, server.apiUrl, join(folder, 'muster.sqlite')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { stdout } = child;
  if (stdout) await once(stdout, 'data');
}

async function kill(): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** How often each question of a channel is answered. */
function counts(channel: Channel, names: readonly string[]): number[] {
  const texts = channel.messages.flatMap(({ author, embeds }) =>
    author.id === server.world.bot.id ? embeds.map(({ description }) => description ?? '') : [],
  );
  return names.map((name) => texts.filter((text) => text.includes(`“${name};”`)).length);
}

it('answers each question of a conversation once, wherever it is killed', async () => {
  const random = seeded(4);
  const ann = server.person('Ann');
  const direct = server.direct();
  const asked: string[] = [];
  const ask = (): void => {
    asked.push(`q${asked.length}`);
    ann.say(direct, `${asked.at(-1)};`);
  };
  const allAnswered = () =>
    vi.waitFor(() => expect(Math.min(...counts(direct, asked))).toBe(1), { timeout: 20_000 });
  await start();
  ask();
  await allAnswered();
  for (let round = 0; round < KILLS; round += 1) {
    for (let n = 0; n < 3; n += 1) ask();
    await new Promise((done) => setTimeout(done, random() * 90));
    await kill();
    await start();
  }
  await allAnswered();
  // A second answer would be on its way by now.
  await new Promise((done) => setTimeout(done, 500));
  expect(counts(direct, asked)).toEqual(asked.map(() => 1));
}, 120_000);
