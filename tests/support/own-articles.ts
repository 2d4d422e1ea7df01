import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Reply } from '../../src/answers/reply.ts';
import { renderPlain } from '../../src/chat/plain.ts';
import { askInTurn, openSeeds } from './seeds.ts';

/** Asks the turns of one thread over articles of one's own, and tells the last answer. */
export async function askOver(
  texts: readonly string[],
  ...turns: string[]
): Promise<{ readonly text: string; readonly abstained: boolean; readonly reply: Reply }> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-'));
  try {
    for (const [index, text] of texts.entries())
      await writeFile(join(folder, `${index}.txt`), text);
    const muster = await openSeeds([folder]);
    const reply = (await askInTurn(muster, turns)).at(-1);
    await muster.store.close();
    if (!reply) throw new Error('Nothing was asked.');
    return { text: renderPlain(reply), abstained: reply.abstained, reply };
  } finally {
    await rm(folder, { recursive: true });
  }
}
