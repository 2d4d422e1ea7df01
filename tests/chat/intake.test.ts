import { describe, expect, it } from 'vitest';
import { openIntakeDesk } from '../../src/chat/intake.ts';
import { renderPlain } from '../../src/chat/plain.ts';
import type { Incoming, IntakeCommand } from '../../src/chat/port.ts';

const asked: string[][] = [];
const desk = openIntakeDesk({
  curators: ['slack:U1', 'web'],
  intake: {
    async add(url, addedBy) {
      asked.push(['add', url, addedBy]);
      return { words: 'Read: “Columns leave”, with 3 claims.', article: '1f3a5c7d9b2e4f60' };
    },
    async watch(url, addedBy) {
      asked.push(['watch', url, addedBy]);
      return 'The feed is read from now on.';
    },
  },
});
const from = (platform: Incoming['platform'], user: string): Incoming => ({
  ...{ platform, user, event: 'e', channel: 'C1', thread: null, text: '' },
});
const command = (name: IntakeCommand['name'], url: string): IntakeCommand => ({
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
    const added = await desk.carryOut(command('add', url), from(platform, user));
    await desk.carryOut(command('watch', url), from(platform, user));
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
    const reply = await desk.carryOut(command('add', url), from(platform, user));
    expect(renderPlain(reply)).toMatch(words);
    expect(asked).toEqual([]);
  });
});
