import process from 'node:process';
import { threadId } from 'node:worker_threads';
import { answerAside } from '../../src/ingest/aside.ts';
import { traitsOf } from '../../src/ingest/traits.ts';
import { build } from '../corpus/word-lists.ts';
import { claimOf } from '../store/samples.ts';

// Reads for a test, in a thread: dies of what some texts say, is lost in others, and signs the rest.
answerAside({
  toArticle(source) {
    if (source.text.includes('DIE OF HUNGER')) {
      const eaten: number[][] = [];
      for (;;) eaten.push(new Array<number>(100_000).fill(0));
    }
    if (source.text.includes('DIE AT ONCE')) process.exit(1);
    if (source.text.includes('GET LOST')) for (;;);
    if (source.text.includes('STUMBLE')) throw new Error('A reader stumbled.');
    return { ...build(source), outlet: `thread ${threadId}` };
  },
  toClaims(article) {
    if (article.text.includes('DIE LATER')) process.exit(1);
    return [claimOf(article, 1)];
  },
  dateAmong: (article) => article,
  traitsOf,
});
