import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LastingMuster, openLasting } from '../../src/assemble.ts';
import { loadConfig } from '../../src/config.ts';
import { type Handed, type Opened, toReadable } from '../../src/ingest/attached.ts';
import { openIntake } from '../../src/ingest/intake.ts';
import { report } from './reports.ts';

const MAX_BYTES = 50_000;
const STORY = `Two brigades leave for Aldora

Two brigades with about 4,200 troops left for the Aldora border on 3 March 2024, Colonel Ines Varga said. They took bridges for two crossings, she said.`;

/** Texts of no relation to each other. */
const HARBOUR = `Harbour of Cerno closed

The harbour of Cerno was closed to all ships on Monday, its captain Tomas Brek told the Cerno Post. He gave no reason, but two tugs were seen towing a crane barge past the mole before dawn. Fishermen waited on the quay until the evening, and the ferry to Lund did not sail. The port authority said that it would speak on Tuesday.`;
const DEPOT = `Fire at a fuel depot near Esker

Firemen fought a blaze for nine hours at a depot outside Esker, where an army convoy had filled up the night before. Nobody was hurt, said Greta Solheim, who leads the brigade. What set the tanks alight is not known; neighbours heard a bang shortly after four. Trucks of the Third Corps now fetch their diesel from Varn, forty kilometres to the south.`;

let folder: string;
let muster: LastingMuster;
let intake: ReturnType<typeof openIntake>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-attached-'));
  const config = loadConfig();
  const fault = (doing: string, thrown: unknown): never => {
    throw new Error(doing, { cause: thrown });
  };
  muster = await openLasting(
    { ...config, env: { ...config.env, DATA_DIR: folder } },
    { now: () => 0, fault },
  );
  const { store, pipeline, readers } = muster;
  const fetcher = { get: () => Promise.reject(new Error('no web here')), close: async () => {} };
  intake = openIntake({
    ...{ ...store, pipeline, fetcher, readers, fault },
    ...{ now: () => 0, maxBytes: MAX_BYTES, random: () => 0 },
  });
});
afterAll(async () => {
  await muster.store.close();
  await rm(folder, { recursive: true, force: true });
});

let opened: string[];
beforeEach(() => {
  opened = [];
});

function add(name: string, content: string | Uint8Array, changes: Partial<Handed & Opened> = {}) {
  const bytes = Buffer.from(content as string);
  const file = { name, type: 'text/plain', bytes: bytes.length, problem: null, ...changes };
  const open = async (): Promise<Opened> => {
    opened.push(name);
    return { bytes };
  };
  return intake.addFile(file, open, 'discord:1');
}

const origins = async (): Promise<readonly string[]> =>
  (await muster.store.library.list()).map(({ origin }) => origin).sort();

describe('a file that somebody attached', () => {
  it('is read once, found by its claims, and known again by whatever name it comes', async () => {
    const first = await add('brigades.txt', STORY);
    expect(first.words).toMatch(/^Read: “Two brigades leave for Aldora”, with \d+ claims\.$/u);
    expect((await add('brigades.txt', STORY)).words).toMatch(/^Held already: /u);
    expect(await add('copy.txt', STORY)).toEqual({ ...(await add('copy.txt', STORY)) });
    expect(await origins()).toEqual(['attached:brigades.txt']);
    const { reply } = await muster.answerer.answer({ text: '/claims 4,200 troops', context: null });
    expect(reply.blocks).toContainEqual(
      expect.objectContaining({
        kind: 'sources',
        citations: [
          expect.objectContaining({ origin: 'attached:brigades.txt', article: first.article }),
        ],
      }),
    );
    expect(await muster.store.sources.find('attached:brigades.txt')).toMatchObject({
      addedBy: 'discord:1',
      article: first.article,
    });
  });

  it('is a newer version where one of its name says nearly the same, and another article where it does not', async () => {
    await add('message.txt', report('Borea', 0, 12));
    const changed = await add(
      'message.txt',
      `${report('Borea', 0, 12)}\n\nThe mayor of Borea denied all of it on Sunday.`,
    );
    expect(changed.words).toMatch(/^A newer version is read: /u);
    const [older] = await muster.store.history.versions(changed.article ?? '');
    expect(older).not.toBe(changed.article);
    expect((await add('message.txt', HARBOUR)).words).toMatch(/^Read: /u);
    expect(await origins()).toEqual(
      expect.arrayContaining(['attached:message.txt', 'attached:message (2).txt']),
    );
  });

  it('tells two of one name apart that come at the same moment', async () => {
    const words = await Promise.all(
      [DEPOT, report('Delmar', 0, 6)].map(async (text) => (await add('same.txt', text)).words),
    );
    expect(words).toEqual([expect.stringMatching(/^Read: /u), expect.stringMatching(/^Read: /u)]);
    expect(await origins()).toEqual(
      expect.arrayContaining(['attached:same.txt', 'attached:same (2).txt']),
    );
  });

  it('is read as Markdown or HTML by its name', async () => {
    const html = `<html><body><article><h1>Fuel for Fjorda</h1><p>${report('Fjorda', 0, 6)}</p></article></body></html>`;
    const { article } = await add('fuel.html', html);
    const [held] = await muster.store.library.articles([article ?? '']);
    expect(held?.text).not.toContain('<p>');
    expect(
      (await add('notes', `# Notes\n\n${report('Gavia', 0, 6)}`, { type: 'text/markdown' })).words,
    ).toMatch(/^Read: /u);
  });

  it.each([
    [
      'picture.png',
      'x',
      { type: 'image/png' },
      /^Not read: It is a \.png file, and texts alone are read/u,
    ],
    ['paper.pdf', 'x', { type: 'application/pdf' }, /^Not read: It is a \.pdf file/u],
    ['archive', 'x', { type: 'application/zip' }, /^Not read: It is of the type application\/zip/u],
    ['nothing.txt', 'x', { bytes: 0 }, /^Not read: It is empty\.$/u],
    ['large.txt', 'x', { bytes: MAX_BYTES + 1 }, /^Not read: It is .* more than the limit/u],
    ['gone.txt', 'x', { problem: 'It was deleted.' }, /^Not read: It was deleted\.$/u],
  ])(
    '%s is left without being fetched where its announcement is enough',
    async (name, content, changes, words) => {
      expect((await add(name, content, changes)).words).toMatch(words);
      expect(opened).toEqual([]);
    },
  );

  it.each([
    ['empty.txt', '', { bytes: null }, /^Not read: It is empty\.$/u],
    ['blank.txt', ' \n\n ', {}, /^Not read: It holds nothing but white space\.$/u],
    [
      'program.txt',
      new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0xff, 0xfe, 0, 3]),
      {},
      /^Not read: It is no text but binary data/u,
    ],
    [
      'larger.txt',
      'word '.repeat(MAX_BYTES / 4),
      { bytes: 10 },
      /^Not read: It is .* more than the limit/u,
    ],
    [
      'no-article.html',
      '<html><head><script>1</script></head></html>',
      { type: 'text/html' },
      /^Not read: It holds no article text\.$/u,
    ],
  ])('%s is judged by what came', async (name, content, changes, words) => {
    expect((await add(name, content, changes)).words).toMatch(words);
    expect(opened).toEqual([name]);
  });

  it('keeps a name out of paths and addresses', async () => {
    await add('../..\\etc:passwd.txt', report('Halden', 0, 6));
    expect(await origins()).toContain('attached:.._.._etc_passwd.txt');
  });

  it.each([
    ['a.TXT', null, 'a.TXT'],
    ['Untitled', 'text/plain', 'Untitled.txt'],
    ['Untitled', 'text/html; charset=utf-8', 'Untitled.html'],
    ['v1.2 of the report', 'text/plain', 'v1.2 of the report.txt'],
    ['a.docx', 'text/plain', null],
    ['Untitled', null, null],
  ])('%s of the type %s is read as %s', (name, type, expected) => {
    expect(toReadable({ name, type })).toBe(expected);
  });
});
