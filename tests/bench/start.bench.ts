import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { argumentsOf, prepare, UNSET } from '../support/scripts.ts';

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
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (part) => {
      said += part;
      const address = /ready at (?<url>http:[^\s"]+)/u.exec(said)?.groups?.url;
      if (address) resolve(address);
    });
    child.on('exit', () => reject(new Error(`It did not start: ${said}`)));
  });
  return { url, child };
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

const TIMES = 5;

test('whole processes, from their start', { timeout: 600_000 }, async ({ bench }) => {
  const times = { iterations: TIMES, time: 0, warmup: false } as const;
  const untilReady = async (data: string) => {
    const { child } = await start(data);
    await end(child, 'SIGKILL');
  };
  const untilAnswered = async (data: string) => {
    const { child, url } = await start(data);
    expect(await ask(url, '/briefing kursk')).toContain('Kursk');
    await end(child, 'SIGKILL');
  };
  await bench('node -e 0', () => once(run(['-e', '0'], 'none'), 'exit')).run(times);

  let n = 0;
  await bench('first start, ready, where npm ran no scripts', () => untilReady(`bare${n++}`)).run(
    times,
  );
  await prepare('.', join(folder, 'prepared'));
  const fresh = Array.from({ length: 2 * TIMES }, (_, index) => `fresh${index}`);
  for (const data of fresh)
    await cp(join(folder, 'prepared'), join(folder, data), { recursive: true });
  const next = () => fresh.pop() ?? '';
  await bench('first start, ready', () => untilReady(next())).run(times);
  await bench('first start, /briefing kursk on its page', () => untilAnswered(next())).run(times);

  const { child } = await start('kept');
  await end(child, 'SIGTERM');
  await bench('later start, ready', () => untilReady('kept')).run(times);
  await bench('later start, /briefing kursk on its page', () => untilAnswered('kept')).run(times);
  await bench('muster ask "/briefing kursk"', async () => {
    const { stdout } = run([...argumentsOf('muster'), 'ask', '/briefing kursk'], 'kept');
    expect(stdout && (await text(stdout))).toContain('Kursk');
  }).run(times);
});
