import process from 'node:process';
import { z } from 'zod';
import type { ThreadContext } from '../answers/answerer.ts';
import type { Reply } from '../answers/reply.ts';
import { openTransient } from '../assemble.ts';
import { renderPlain } from '../chat/plain.ts';
import { renderTerminal } from '../chat/terminal/render.ts';
import type { Config } from '../config.ts';
import { PlainError } from '../faults.ts';
import { answerLines } from './lines.ts';
import { log } from './log.ts';
import { CORPUS_OPTIONS, corpusPaths, readArguments } from './options.ts';
import { openProgress } from './progress.ts';
import { remark, say } from './say.ts';

export const ASK_HELP = `muster ask [--json] [--corpus DIR…] [--no-seeds] "QUESTION"…

Answers a question or command over the articles: muster ask "/briefing kursk". Several questions
are the turns of one thread. Behind --corpus every word up to the next option is a folder: put the
question first, or behind --. With --json, questions come as lines of standard input,
{"conversation", "text"}, lines of one conversation being the turns of one thread, and each is
answered by one line {"conversation", "text", "answer", "abstained", "citations"}.`;

const Turn = z.object({
  conversation: z.union([z.string(), z.number()]).transform(String),
  text: z.string(),
});

/** Prints the answers; returns the exit code. */
export async function ask(args: readonly string[], config: Config): Promise<number> {
  const { values, positionals } = readArguments(args, CORPUS_OPTIONS);
  if (!values.json && positionals.length === 0)
    throw new PlainError('Ask something: muster ask "/briefing kursk"');
  const progress = openProgress(process.stderr, 'Reading', 100, Date.now);
  const muster = await openTransient(config, {
    paths: corpusPaths(values, config.env.CORPUS_DIRS),
    onProgress: (done, total) => progress.step(Math.round((100 * done) / total)),
  });
  progress.end();
  muster.problems.forEach(remark);
  try {
    return values.json ? await askLines() : await askInTurn(positionals);
  } finally {
    await muster.store.close();
  }

  async function askInTurn(questions: readonly string[]): Promise<number> {
    let context: ThreadContext | null = null;
    let reply: Reply | null = null;
    const { columns = 80, isTTY } = process.stdout;
    for (const [index, text] of questions.entries()) {
      ({ reply, context } = await muster.answerer.answer({ text, context }));
      // Of several answers each stands under its question.
      if (questions.length > 1) {
        if (index > 0) say('');
        say(`> ${text}`);
        say('');
      }
      process.stdout.write(`${renderTerminal(reply, { width: columns, color: isTTY === true })}\n`);
    }
    return reply?.abstained ? 2 : 0;
  }

  async function askLines(): Promise<number> {
    const contexts = new Map<string, ThreadContext>();
    const failed = await answerLines(
      process.stdin,
      process.stdout,
      Turn,
      async ({ conversation, text }) => {
        const { reply, context } = await muster.answerer.answer({
          text,
          context: contexts.get(conversation) ?? null,
        });
        contexts.set(conversation, context);
        const citations = reply.blocks.flatMap((block) =>
          block.kind === 'sources' ? block.citations : [],
        );
        return {
          conversation,
          text,
          answer: renderPlain(reply),
          abstained: reply.abstained,
          citations: citations.map(({ origin, start, end, quote }) => ({
            article: origin,
            start,
            end,
            quote,
          })),
        };
      },
      log,
    );
    return failed > 0 ? 1 : 0;
  }
}
