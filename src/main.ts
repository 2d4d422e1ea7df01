import { keepCompiled } from './compiled.ts';

// First of all, so that the rest is loaded from what the last start compiled.
keepCompiled();
const { run } = await import('./run.ts');
await run();
