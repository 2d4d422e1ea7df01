// Loaded before all else (--import in package.json), and JavaScript: what strips types takes a tenth of
// a second to load, and nothing else needs it once the rest is found compiled.
import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';

// Node keeps here what it compiles of what is loaded from now on. It checks that against the sources at
// each start, and does without it where the folder cannot be written to.
if (existsSync('.env')) {
  try {
    process.loadEnvFile('.env');
  } catch {
    // config.ts, which reads it again, says what is wrong with it.
  }
}
enableCompileCache(join(process.env.DATA_DIR || 'data', 'compiled'));
