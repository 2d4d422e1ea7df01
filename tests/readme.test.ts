import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { COMMANDS, type CommandSpec, usage } from '../src/answers/commands.ts';
import { PeopleSchema } from '../src/claims/actors/words.ts';
import { PlacesSchema } from '../src/claims/places/words.ts';
import { EventsSchema } from '../src/corpus/dates/events.ts';

const readme = readFileSync('README.md', 'utf8');

/** What stands in the third cell of the row that a file's name begins. */
function entryOf(file: string): unknown {
  const row = readme.split('\n').find((line) => line.startsWith(`| \`${file}\` |`));
  const entry = row?.split('|')[3]?.split('`')[1] ?? '';
  return JSON.parse(entry);
}

describe('README', () => {
  it.each(COMMANDS.map((spec: CommandSpec) => spec))('tells how to type /$name', (spec) => {
    const typed = usage(spec).replaceAll('|', '\\|');
    expect(readme).toContain(`| \`${typed}\` | ${spec.description} |`);
  });

  it.each(
    [...readme.matchAll(/(?:src|srcset)="(?<path>[^"]+)"/gu)].map(({ groups }) => groups?.path),
  )('shows a picture that is there: %s', (path) => {
    expect(existsSync(path ?? '')).toBe(true);
  });

  it.each<{ file: string; schema: z.ZodType; wrap: (entry: unknown) => unknown }>([
    { file: 'places.json', schema: PlacesSchema, wrap: (entry) => [entry] },
    { file: 'people.json', schema: PeopleSchema, wrap: (entry) => [entry] },
    { file: 'events.json', schema: EventsSchema, wrap: (entry) => ({ events: [entry] }) },
  ])('gives an entry for $file that is taken', ({ file, schema, wrap }) => {
    expect(schema.safeParse(wrap(entryOf(file))).error).toBeUndefined();
  });
});
