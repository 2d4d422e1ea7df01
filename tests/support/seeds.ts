import type { ThreadContext } from '../../src/answers/answerer.ts';
import type { Reply } from '../../src/answers/reply.ts';
import { openTransient, type TransientMuster } from '../../src/assemble.ts';
import type { Claim } from '../../src/claims/claim.ts';
import { loadConfig } from '../../src/config.ts';
import type { Article, Known } from '../../src/corpus/article.ts';
import { openReading } from '../../src/reading.ts';

/** The project's own config, every theatre of it. */
export const config = loadConfig();

/** From text to claims by that config. */
export const reading = openReading(config);

/** What people go on to ask under a briefing on Kursk, each in its turn. */
export const FOLLOW_UPS = [
  'who said that?',
  'how many?',
  'and in Kharkiv?',
  'is that confirmed?',
  'when was this?',
] as const;

/** All that answers, over the five seed articles or over other paths. */
export function openSeeds(paths: readonly string[] = ['seeds']): Promise<TransientMuster> {
  return openTransient(config, { paths });
}

/** One text read as an article of its own, with its claims. */
export function readText(
  text: string,
  known: Known = {},
): { readonly article: Article; readonly claims: readonly Claim[] } {
  const article = reading.toArticle({ origin: 'test.txt', text, known });
  return { article, claims: reading.toClaims(article) };
}

/** Asks the turns of one thread; the replies in order. */
export async function askInTurn(
  { answerer }: TransientMuster,
  turns: readonly string[],
): Promise<readonly Reply[]> {
  const replies: Reply[] = [];
  let context: ThreadContext | null = null;
  for (const text of turns) {
    const answer = await answerer.answer({ text, context });
    replies.push(answer.reply);
    context = answer.context;
  }
  return replies;
}
