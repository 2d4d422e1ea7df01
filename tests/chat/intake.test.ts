import { describe, expect, it } from 'vitest';
import { openIntakeDesk, readIntake } from '../../src/chat/intake.ts';
import { renderPlain } from '../../src/chat/plain.ts';
import type { AttachedFile, Incoming, IntakeCommand, OpenFile } from '../../src/chat/port.ts';

const asked: string[][] = [];
const desk = openIntakeDesk({
  curators: ['slack:U1', 'web'],
  intake: {
    async add(url, addedBy) {
      asked.push(['add', url, addedBy]);
      return { words: 'Read: “Columns leave”, with 3 claims.', article: '1f3a5c7d9b2e4f60' };
    },
    async addFile({ name }, open, addedBy) {
      asked.push(['file', name, addedBy]);
      const opened = await open();
      if ('problem' in opened) return { words: `Not read: ${opened.problem}`, article: null };
      return { words: 'Read: “Brigades move”, with 2 claims.', article: '9d8c7b6a5f4e3d2c' };
    },
    reads: ({ name }) => name.endsWith('.txt'),
    async watch(url, addedBy) {
      asked.push(['watch', url, addedBy]);
      return 'The feed is read from now on.';
    },
  },
});
const open: OpenFile = async ({ url }) =>
  url === null ? { problem: 'It is gone.' } : { bytes: Buffer.from(url) };
const file = (name: string, url: string | null = 'words'): AttachedFile => ({
  ...{ id: name, name, type: 'text/plain', bytes: 5, url, problem: null },
});
const from = (platform: Incoming['platform'], user: string): Incoming => ({
  ...{ platform, user, event: 'e', channel: 'C1', thread: null, text: '' },
});
const command = (name: IntakeCommand['name'], url: string) => ({
  name,
  options: { url },
});

describe('/add and /watch', () => {
  it.each([
    ['slack', 'U1', 'https://example.org/a', 'https://example.org/a'],
    ['web', 'anybody', 'https://example.org/a', 'https://example.org/a'],
    ['slack', 'U1', '<https://example.org/a|example.org/a>', 'https://example.org/a'],
    ['slack', 'U1', '<https://example.org/a>', 'https://example.org/a'],
  ] as const)('are carried out on %s for %s: %s', async (platform, user, url, address) => {
    asked.length = 0;
    const added = await desk.carryOut(command('add', url), from(platform, user), open);
    await desk.carryOut(command('watch', url), from(platform, user), open);
    expect(asked).toEqual([
      ['add', address, `${platform}:${user}`],
      ['watch', address, `${platform}:${user}`],
    ]);
    expect(added.blocks).toContainEqual({
      kind: 'actions',
      actions: [{ kind: 'ask', label: 'Show it', text: '/article 1f3a5c7d' }],
    });
  });

  it.each([
    ['slack', 'U2', 'https://example.org/a', /CURATORS; your name there is slack:U2/],
    ['discord', 'U1', 'https://example.org/a', /CURATORS/],
    ['slack', 'U1', 'file:///etc/passwd', /no web address/],
    ['slack', 'U1', 'kursk', /no web address/],
  ] as const)('are refused on %s to %s for %s', async (platform, user, url, words) => {
    asked.length = 0;
    const reply = await desk.carryOut(command('add', url), from(platform, user), open);
    expect(renderPlain(reply)).toMatch(words);
    expect(asked).toEqual([]);
  });
});

describe('/add with files', () => {
  const add = (files: readonly AttachedFile[], url?: string) => {
    asked.length = 0;
    const incoming = { ...from('slack', 'U1'), files };
    return desk.carryOut({ name: 'add', options: url ? { url } : {} }, incoming, open);
  };

  it('says of each in a line of its own what became of it', async () => {
    const reply = await add([file('a.txt'), file('b.txt', null)], 'https://example.org/a');
    expect(renderPlain(reply).split('\n').filter(Boolean).slice(0, 3)).toEqual([
      expect.stringMatching(/Read: “Columns leave”, with 3 claims\.$/u),
      expect.stringMatching(/a\.txt: Read: “Brigades move”, with 2 claims\.$/u),
      expect.stringMatching(/b\.txt: Not read: It is gone\.$/u),
    ]);
    expect(reply.blocks.at(-1)).toEqual({
      kind: 'actions',
      actions: [
        { kind: 'ask', label: 'Show it', text: '/article 1f3a5c7d' },
        { kind: 'ask', label: 'Show a.txt', text: '/article 9d8c7b6a' },
      ],
    });
    expect(asked.map(([what]) => what)).toEqual(['add', 'file', 'file']);
  });

  it('takes ten at a time and says how many were left', async () => {
    const files = Array.from({ length: 12 }, (_, n) => file(`${n}.txt`));
    expect(renderPlain(await add(files))).toContain('2 more were left');
    expect(asked).toHaveLength(10);
  });

  it('fetches nothing for those who may not add', async () => {
    asked.length = 0;
    const incoming = { ...from('slack', 'U2'), files: [file('a.txt')] };
    const never: OpenFile = () => Promise.reject(new Error('it was fetched'));
    const reply = await desk.carryOut({ name: 'add', options: {} }, incoming, never);
    expect(renderPlain(reply)).toMatch(/CURATORS/u);
    expect(asked).toEqual([]);
  });

  it.each([
    ['discord', /attach a text file/u],
    ['slack', /commands carry no files/u],
    ['web', /choose a file under “Add articles”/u],
  ] as const)('says on %s how to hand one over where nothing is given', async (platform, words) => {
    const curators = [platform];
    const { carryOut } = openIntakeDesk({ curators, intake: NO_INTAKE });
    const reply = await carryOut({ name: 'add', options: {} }, from(platform, 'U1'), open);
    expect(renderPlain(reply)).toMatch(words);
  });

  it.each([
    ['/add', [file('a.txt')], { name: 'add', options: {} }],
    ['add these two', [file('a.txt')], { name: 'add', options: {} }],
    ['/add https://example.org/a', [], { name: 'add', options: { url: 'https://example.org/a' } }],
    ['add these two', [], null],
    ['Add', [], { name: 'add', options: {} }],
    ['how many are there?', [file('a.txt')], null],
    ['additional troops?', [file('a.txt')], null],
  ])('is read from %j with %j', (text, files, expected) => {
    expect(readIntake({ ...from('slack', 'U1'), text, files })).toEqual(expected);
  });

  it.each([
    ['U1', [file('a.txt')], /a\.txt is not read for this answer.*begins with \/add/u],
    ['U1', [file('a.txt'), file('b.txt')], /The 2 files are not read/u],
    ['U1', [file('a.png')], /^$/u],
    ['U1', [], /^$/u],
    ['U2', [file('a.txt')], /^$/u],
  ])(
    'says to %s that files under a question are not read, where they could be: %j',
    (user, files, words) => {
      const block = desk.remark({ ...from('slack', user), text: 'how many?', files });
      const said =
        block === null ? '' : renderPlain({ blocks: [block], abstained: false, summary: '' });
      expect(said.trim()).toMatch(words);
    },
  );
});

const NO_INTAKE = {
  add: () => Promise.reject(new Error('it was read')),
  addFile: () => Promise.reject(new Error('it was read')),
  reads: () => true,
  watch: () => Promise.reject(new Error('it was read')),
};
