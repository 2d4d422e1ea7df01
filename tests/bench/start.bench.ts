import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { argumentsOf, UNSET } from '../support/scripts.ts';

const folder = await mkdtemp(join(tmpdir(), 'muster-bench-start-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

function run(args: readonly string[], data: string): ChildProcess {
  const env = { ...process.env, ...UNSET, PORT: '0', DATA_DIR: join(folder, data) };
  return spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Starts Muster and returns its page's address as soon as it is told to be ready. */
async function start(
  data: string,
): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const child = run(argumentsOf('start'), data);
  let said = '';
  for await (const part of child.stdout ?? []) {
    said += part;
    const url = /ready at (?<url>http:\S+?)"/u.exec(said)?.groups?.url;
    if (url) return { url, child };
  }
  throw new Error(`It did not start: ${said}`);
}

/** What the page shows of an answer. */
async function ask(url: string, question: string): Promise<string> {
  const body = new URLSearchParams({ text: question });
  const answered = await fetch(`${url}/ask`, { method: 'POST', body, headers: { origin: url } });
  return answered.text();
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

test('whole processes, from their start', { timeout: 600_000 }, async ({ bench }) => {
  const times = { iterations: 5, time: 0, warmup: false } as const;
  let n = 0;
  await bench('node -e 0', () => once(run(['-e', '0'], 'none'), 'exit')).run(times);
  await bench('a first start, until it is ready', async () => {
    const { child } = await start(`first${n++}`);
    await end(child, 'SIGKILL');
  }).run(times);
  await bench('a first start, until its page shows /briefing kursk', async () => {
    const { child, url } = await start(`first${n++}`);
    expect(await ask(url, '/briefing kursk')).toContain('Kursk');
    await end(child, 'SIGKILL');
  }).run(times);

  // What is read and compiled is kept for the next start, at the end.
  const { child: first } = await start('kept');
  await end(first, 'SIGTERM');
  await bench('a later start, until it is ready', async () => {
    const { child } = await start('kept');
    await end(child, 'SIGKILL');
  }).run(times);
  await bench('a later start, until its page shows /briefing kursk', async () => {
    const { child, url } = await start('kept');
    expect(await ask(url, '/briefing kursk')).toContain('Kursk');
    await end(child, 'SIGKILL');
  }).run(times);
  await bench('muster ask "/briefing kursk", again', async () => {
    const { stdout } = run([...argumentsOf('muster'), 'ask', '/briefing kursk'], 'kept');
    expect(stdout && (await text(stdout))).toContain('Kursk');
  }).run(times);
});
