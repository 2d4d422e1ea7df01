import process from 'node:process';
import { openLasting } from '../../src/assemble.ts';
import { loadConfig } from '../../src/config.ts';
import { readFolders } from '../../src/ingest/folder.ts';

// Reads a folder into DATA_DIR, and says a line for each file that is done, and "done" at the end.
const fault = (doing: string, thrown: unknown): never => {
  throw new Error(doing, { cause: thrown });
};
const now = () => Date.now();
const { store, pipeline } = await openLasting(loadConfig(), { now, fault });
await readFolders([process.argv[2] ?? ''], {
  pipeline,
  sources: store.sources,
  report: (problem) => process.stdout.write(`${problem}\n`),
  fault,
  now,
  progress: (done) => process.stdout.write(`${done}\n`),
});
await pipeline.settle();
await store.close();
process.stdout.write('done\n');
