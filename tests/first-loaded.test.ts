import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

/** `import { a } from 'b';`, `export … from`, `import 'b';`, over one line or many; types are gone before anything is loaded. */
const IMPORT = /^(?:import|export)\s(?!type\s)(?:[^;']*?\sfrom\s)?'(?<from>[^']+)';$/gmu;

/** The packages that a module and all that it imports need before they run. */
function packagesOf(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return new Set();
  seen.add(file);
  const found = new Set<string>();
  for (const { groups } of readFileSync(file, 'utf8').matchAll(IMPORT)) {
    const from = groups?.from ?? '';
    if (from.startsWith('.'))
      for (const one of packagesOf(join(dirname(file), from), seen)) found.add(one);
    else if (!from.startsWith('node:')) found.add(/^(?:@[^/]+\/)?[^/]+/u.exec(from)?.[0] ?? from);
  }
  return found;
}

it.each([
  [
    'src/main.ts',
    ['@hono/node-server', 'hono', 'kysely', 'minisearch', 'pino', 'stemmer'].concat([
      'wink-lemmatizer',
      'wink-lexicon',
      'wink-pos-tagger',
      'zod',
    ]),
  ],
  ['src/cli.ts', []],
])('%s loads no package before it runs but what its first answer needs', (file, packages) => {
  expect([...packagesOf(file)].sort()).toEqual(packages);
});
