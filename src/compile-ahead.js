// Run by npm (prepare in package.json): loads what a start loads, and reads and answers as it does, so
// that the first start finds all that compiled. What fails here is told by the start itself.
import './compiled.js';

const [{ loadConfig }, { openTransient }] = await Promise.all([
  import('./config.ts'),
  import('./assemble.ts'),
  import('./main.ts'),
  import('./cli.ts'),
  import('./background.ts'),
  import('./pictures/open-pictures.ts'),
  import('./cli/ask.ts'),
]);
const { answerer, store } = await openTransient(loadConfig(), { paths: ['seeds'] });
await answerer.answer({ text: '/briefing kursk', context: null });
await store.close();
