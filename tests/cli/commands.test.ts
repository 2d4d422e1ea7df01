import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { muster } from './run.ts';

vi.setConfig({ testTimeout: 60_000 });

const folder = await mkdtemp(join(tmpdir(), 'muster-cli-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const [first, second, odd] = ['first', 'second', 'odd'].map((name) => join(folder, name)) as [
  string,
  string,
  string,
];
await Promise.all([first, second, odd].map((dir) => mkdir(dir)));
await cp('seeds/000_ea004e7caab1e29e.txt', join(first, '000_ea004e7caab1e29e.txt'));
await writeFile(
  join(second, 'strait.txt'),
  'Taiwan’s defense ministry said on Monday that China had massed 3,000 troops near Xiamen.',
);
await writeFile(join(odd, 'a-binary.txt'), Uint8Array.of(0, 1, 2, 255, 254, 0, 0, 7));
await writeFile(join(odd, 'b-empty.txt'), '');
await writeFile(join(odd, 'c-large.txt'), 'word '.repeat(1_100_000));
await writeFile(
  join(odd, 'd-good.txt'),
  'The army has moved 200 tanks to Lyman, Reuters reported.',
);

describe('help', () => {
  it('names every command', async () => {
    const { code, out } = await muster(['--help']);
    expect(code).toBe(0);
    for (const name of ['ask', 'analyze', 'search', 'digest'])
      expect(out).toContain(`muster ${name}`);
  });

  it.each(['ask', 'analyze', 'search', 'digest'])('of %s says how to type it', async (name) => {
    const { code, out, err } = await muster([name, '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(new RegExp(`^muster ${name} .*\\n\\n[\\s\\S]{40,}`));
  });
});

describe('a command that cannot be run', () => {
  it.each([
    [['weather'], 'There is no command weather.'],
    [['ask'], 'Ask something: muster ask'],
    [['search'], 'Name the words to look for'],
    [['analyze'], 'Name the files or folders to analyze'],
    [['digest'], 'muster digest --preview'],
    [['search', '--limit', 'many', 'kursk'], '--limit many is no number of articles'],
    [['ask', '--colour', 'kursk'], "Unknown option '--colour'. Add --help"],
  ])('%j says in a sentence what to change, and exits with 1', async (args, sentence) => {
    const { code, out, err } = await muster(args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(sentence);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});

describe('analyze --json', () => {
  it('prints one line an article, with the fields that readers of it rely on', async () => {
    const { code, lines, err } = await muster(['analyze', '--json', 'seeds']);
    expect({ code, err, articles: lines.length }).toEqual({ code: 0, err: '', articles: 5 });
    for (const line of lines) {
      expect(Object.keys(line).sort()).toEqual(
        'article claims dates dropped headline outlet places published quantities sentences'.split(
          ' ',
        ),
      );
      expect(line).toMatchObject({
        article: expect.stringMatching(/^seeds\/\d{3}_\w+\.txt$/),
        published: {
          earliest: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
          latest: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
          basis: expect.stringMatching(/^(?:stated|inferred)$/),
          evidence: expect.any(Array),
        },
      });
      const { claims, sentences } = line as { claims: object[]; sentences: object[] };
      for (const sentence of sentences)
        expect(sentence).toEqual({
          start: expect.any(Number),
          end: expect.any(Number),
          paragraph: expect.any(Number),
        });
      for (const claim of claims)
        expect(claim).toMatchObject({
          id: expect.stringMatching(/^[0-9a-f]{16}-\d\d$/),
          sentence: { start: expect.any(Number), end: expect.any(Number) },
          content: expect.arrayContaining([{ start: expect.any(Number), end: expect.any(Number) }]),
          via: expect.any(Array),
          modality: expect.any(String),
          negated: expect.any(Boolean),
          kind: expect.any(String),
          force: expect.any(Array),
          quantities: expect.any(Array),
          places: expect.any(Array),
        });
    }
    const claims = lines.flatMap((line) => line.claims as Record<string, unknown>[]);
    const spoken = claims.filter(({ speaker }) => speaker !== null);
    expect(spoken.length).toBeGreaterThan(40);
    for (const { speaker, cue, said } of spoken) {
      expect(speaker).toEqual({
        text: expect.any(String),
        name: expect.toSatisfy((name) => name === null || typeof name === 'string'),
        role: expect.toSatisfy((role) => role === null || typeof role === 'string'),
        spans: expect.any(Array),
      });
      expect(cue).toMatchObject({ text: expect.any(String), spans: expect.any(Array) });
      expect(said).toMatchObject({ latest: expect.any(String), basis: expect.any(String) });
    }
    for (const { quantities } of claims)
      for (const quantity of quantities as object[])
        expect(Object.keys(quantity)).toEqual(['text', 'low', 'high', 'unit', 'qualifier']);
  });

  it('answers a file that cannot be read with one sentence, and goes on', async () => {
    const missing = join(folder, 'nowhere');
    const { code, lines, err } = await muster(['analyze', '--json', odd, missing]);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(lines).toEqual([
      { error: expect.stringMatching(/a-binary\.txt: .*binary.*\.$/), line: 1 },
      { error: expect.stringMatching(/b-empty\.txt: .*empty.*\.$/), line: 2 },
      { error: expect.stringMatching(/c-large\.txt: .*MiB.*limit.*\.$/), line: 3 },
      expect.objectContaining({ article: join(odd, 'd-good.txt') }),
      { error: expect.stringMatching(/nowhere is not there/), line: 5 },
    ]);
  });

  it('reads on, or is silent, when its reader has gone', async () => {
    const child = spawn(process.execPath, ['src/cli.ts', 'analyze', '--json', 'seeds', 'seeds'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const err = text(child.stderr);
    child.stdout.once('data', () => child.stdout.destroy());
    const [code] = await once(child, 'close');
    expect({ code, err: await err }).toEqual({ code: 0, err: '' });
  });
});

describe('ask', () => {
  it('prints an answer with its sources', async () => {
    const { code, out, err } = await muster(['ask', '/claims 50,000 troops']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('New York Times reported');
    expect(out).toContain('Sources\n[1] “The New York Times reported');
  });

  it('takes several questions as the turns of one thread', async () => {
    const { out } = await muster(['ask', 'how many North Koreans are in Kursk?', 'who said that?']);
    expect(out.match(/10,000 North\s+Koreans/gu)?.length).toBeGreaterThanOrEqual(2);
    expect(out).toMatch(/^> how many North Koreans are in Kursk\?\n\n\S/u);
    expect(out).toMatch(/\n\n> who said that\?\n\n\S/u);
  });

  it('exits with 2 where nothing held answers', async () => {
    expect(await muster(['ask', 'how many troops are in Kherson?'])).toMatchObject({
      code: 2,
      out: expect.stringContaining('Kherson'),
    });
  });

  it('answers line by line, threads apart, and a bad line by an error with its number', async () => {
    const turns = [
      '{"conversation": "a", "text": "how many North Koreans are in Kursk?"}',
      'nonsense',
      '{"conversation": 7, "text": "/claims 500,000"}',
      '',
      '{"conversation": "a"}',
      '{"conversation": "a", "text": "who said that?"}',
      '[]',
    ];
    const { code, lines, err } = await muster(['ask', '--json'], turns.join('\n'));
    expect({ code, err }).toEqual({ code: 1, err: '' });
    const answer = {
      conversation: 'a',
      answer: expect.stringContaining('10,000 North Koreans'),
      abstained: false,
      citations: expect.arrayContaining([
        {
          article: 'seeds/003_130cf7ac0ca97680.txt',
          start: expect.any(Number),
          end: expect.any(Number),
          quote: expect.stringContaining('some 10,000 North Koreans are in Kursk'),
        },
      ]),
    };
    expect(lines).toEqual([
      { ...answer, text: 'how many North Koreans are in Kursk?' },
      { error: 'This line is not valid JSON; write one object a line.', line: 2 },
      expect.objectContaining({ conversation: '7', text: '/claims 500,000', abstained: false }),
      { error: expect.stringContaining('text'), line: 5 },
      { ...answer, text: 'who said that?' },
      { error: expect.stringContaining('object'), line: 7 },
    ]);
  });

  it('answers from the folders that it is given, and without the seeds where they are left out', async () => {
    const given = await muster(['ask', '--no-seeds', '--corpus', first, second, '--', '/sources']);
    expect(given.code).not.toBe(1);
    expect(given.out).toContain('2 articles held');
    expect(given.out).toContain('3,000 troops near Xiamen');
    expect(given.out).toContain('As Ukrainian and Russian officials');
    const both = await muster(['ask', 'how many troops near Xiamen?', '--corpus', second]);
    expect(both).toMatchObject({ code: 0, out: expect.stringContaining('3,000 troops') });
  });

  it('names each file that it leaves out in one sentence, and answers from the rest', async () => {
    const { code, out, err } = await muster([
      'ask',
      'tanks in Lyman',
      '--no-seeds',
      '--corpus',
      odd,
    ]);
    expect(code).toBe(0);
    expect(out).toContain('200 tanks');
    expect(err.trim().split('\n')).toEqual([
      expect.stringContaining('a-binary.txt'),
      expect.stringContaining('b-empty.txt'),
      expect.stringContaining('c-large.txt'),
    ]);
  });
});

describe('search', () => {
  it('lists the articles that match, best first', async () => {
    const { code, out } = await muster(['search', 'Bakhmut', 'encircled']);
    expect(code).toBe(0);
    expect(out.split('\n')[0]).toContain('001_84bee846af57b8c6.txt');
  });

  it('answers lines by file names without their ending, at most as many as asked for', async () => {
    const queries = ['{"id": 1, "query": "kursk"}', '{"id": "x"}', '{"id": "y", "query": "Kurks"}'];
    const { code, lines } = await muster(['search', '--json', '--limit', '2'], queries.join('\n'));
    expect(code).toBe(1);
    const docs = ['003_130cf7ac0ca97680', '004_db9e01de86353f21'];
    expect(lines).toEqual([
      { id: 1, docs },
      { error: expect.stringContaining('query'), line: 2 },
      { id: 'y', docs },
    ]);
  });

  it('lets no article and no file name drive the terminal', async () => {
    const hostile = join(folder, 'hostile');
    await mkdir(hostile);
    await writeFile(
      join(hostile, 'a.txt'),
      `Army \u001B]0;gone\u0007masses \u202Etroops at Serrat\n\n${'The convoy came to rest. '.repeat(20)}`,
    );
    await writeFile(join(hostile, 'b\u001B[2J.txt'), '');
    const { out, err } = await muster(['search', 'Serrat', '--no-seeds', '--corpus', hostile]);
    expect(out).toBe('a.txt  Army  ]0;gone masses  troops at Serrat\n');
    expect(err).toContain('b [2J.txt');
    expect(`${out}${err}`).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
  });

  it('exits with 2 where nothing matches', async () => {
    expect(await muster(['search', 'xylophone'])).toMatchObject({ code: 2, out: '' });
  });
});

describe('digest --preview', () => {
  it('prints what a channel that knows nothing would get', async () => {
    const { code, out, err } = await muster(['digest', '--preview']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('Reported troop buildups: baseline');
  });

  it('gives its items with their sentences and caveats as JSON', async () => {
    const { lines } = await muster(['digest', '--preview', '--json']);
    expect(lines).toHaveLength(1);
    const [{ text: told, items } = {}] = lines as { text?: string; items?: object[] }[];
    expect(told).toContain('baseline');
    expect(items?.length).toBeGreaterThan(10);
    for (const item of items ?? [])
      expect(item).toEqual({
        section: expect.stringMatching(/^(?:buildup|redeployment|drill)$/),
        article: expect.stringMatching(/^seeds\//),
        start: expect.any(Number),
        end: expect.any(Number),
        quote: expect.any(String),
        line: expect.any(String),
        caveats: expect.any(Array),
      });
  });

  it('exits with 2 where nothing held reports a buildup', async () => {
    expect((await muster(['digest', '--preview', '--no-seeds'])).code).toBe(2);
  });
});
