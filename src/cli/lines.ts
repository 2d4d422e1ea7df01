import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { z } from 'zod';
import { type FaultLog, toFault } from '../faults.ts';

/**
 * Reads JSON lines one by one and writes one line for each. A line that cannot be read, or whose answer fails,
 * is answered by `{"error", "line"}` and the rest go on. Returns how many failed.
 */
export async function answerLines<Schema extends z.ZodType>(
  input: Readable,
  output: Writable,
  schema: Schema,
  answer: (value: z.infer<Schema>) => Promise<object>,
  log: FaultLog,
): Promise<number> {
  let number = 0;
  let failed = 0;
  const answerOr = async (value: z.infer<Schema>, line: number): Promise<object> => {
    try {
      return await answer(value);
    } catch (thrown) {
      return { error: toFault(log, 'answering this line', thrown).words, line };
    }
  };
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === '') continue;
    const read = readLine(line, schema);
    const result =
      'problem' in read
        ? { error: read.problem, line: number }
        : await answerOr(read.value, number);
    if ('error' in result) failed += 1;
    await writeLine(output, result);
  }
  return failed;
}

/** Waits where the reader is slower than we are, so that long runs stay small in memory. */
export async function writeLine(output: Writable, value: object): Promise<void> {
  if (!output.write(`${JSON.stringify(value)}\n`)) await once(output, 'drain');
}

function readLine<Schema extends z.ZodType>(
  line: string,
  schema: Schema,
): { readonly value: z.infer<Schema> } | { readonly problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(line.replace(/^\uFEFF/, ''));
  } catch {
    return { problem: 'This line is not valid JSON; write one object a line.' };
  }
  const result = schema.safeParse(json);
  if (result.success) return { value: result.data };
  const [issue] = result.error.issues;
  return {
    problem: `In this line, ${issue?.path.join('.') || 'the object'} is wrong: ${issue?.message}.`,
  };
}
