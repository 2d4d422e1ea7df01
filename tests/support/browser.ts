import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';

/**
 * What the package adds for small cloud machines, and what would make it less of a browser:
 * one process dies with its first closed page, and pages are to keep to their own origin.
 */
const UNWANTED = [
  '--single-process',
  '--no-zygote',
  '--in-process-gpu',
  '--disable-web-security',
  '--allow-running-insecure-content',
  '--disable-site-isolation-trials',
  '--disable-features=',
];

/**
 * A real Chromium from npm, or why there is none: @sparticuz/chromium carries one for Linux on x64,
 * and `CHROMIUM_PATH` names another.
 */
export async function openBrowser(): Promise<Browser | { readonly missing: string }> {
  const own = process.env.CHROMIUM_PATH;
  if (own) {
    return existsSync(own)
      ? chromium.launch({ executablePath: own })
      : { missing: `CHROMIUM_PATH names ${own}, which is not there.` };
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return {
      missing: `@sparticuz/chromium has no Chromium for ${process.platform} ${process.arch}. Set CHROMIUM_PATH to one.`,
    };
  }
  const { default: packed, inflate } = await import('@sparticuz/chromium');
  const options = {
    executablePath: await packed.executablePath(),
    args: packed.args.filter((arg) => !UNWANTED.some((start) => arg.startsWith(start))),
  };
  try {
    return await chromium.launch(options);
  } catch (thrown) {
    if (!String(thrown).includes('shared libraries')) throw thrown;
    // A bare machine has no NSS: the package brings it, packed for Amazon Linux 2023.
    const bin = join(fileURLToPath(import.meta.resolve('@sparticuz/chromium')), '../../bin');
    const libraries = join(await inflate(join(bin, 'al2023.tar.br')), 'lib');
    return chromium.launch({ ...options, env: { ...process.env, LD_LIBRARY_PATH: libraries } });
  }
}
