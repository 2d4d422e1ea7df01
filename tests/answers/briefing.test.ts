import { afterAll, describe, expect, it, test } from 'vitest';
import { renderPlain } from '../../src/chat/plain.ts';
import { askOver } from '../support/own-articles.ts';
import { askInTurn, openSeeds } from '../support/seeds.ts';

const muster = await openSeeds();
afterAll(() => muster.store.close());

async function brief(topic: string): Promise<string> {
  const [reply] = await askInTurn(muster, [`/briefing ${topic}`]);
  return reply ? renderPlain(reply) : '';
}

/** Words as a reader counts them: marks and dashes are none. */
function countWords(text: string): number {
  return text
    .replaceAll(/\[[\d, ]+\]/gu, '')
    .split(/\s+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

describe('a briefing on Kursk', () => {
  it.each([
    ['who reported the diversion', /Two senior US officials said: Russia appears to have diverted/],
    ['how many were diverted', /several thousand troops/],
    ['what had not been seen', /better-trained units/],
    ['what the commander said', /Syrskyi said: Russia has prepared tens of thousands of troops/],
    [
      'what the newspaper reported',
      /New York Times reported: some 50,000 Russian and North Korean/,
    ],
    ['the part that is North Korean', /United States said: some 10,000 North Koreans/],
    ['what was lost', /lost significant ground after Moscow’s counteroffensive/],
    ['what was still held', /Kursk region where Ukrainian forces still maintain a foothold/],
    ['the ground as Ukraine claimed it', /Over 1,000 square kilometers \(Ukraine\)/],
    [
      'that two areas are one, converted',
      /about 1,295 km².*1,300 square kilometers.*the two match/,
    ],
    [
      'that one figure may be part of another, in few words',
      /10,000 \[\d+\] may be part of 50,000 \[\d+\]; they are not added up/,
    ],
    ['how old it all is', /nothing held is newer than about May 2025/],
  ])('tells %s', async (_, fact) => {
    expect(await brief('kursk')).toMatch(fact);
  });

  it('tells with an article’s buildups what the article says against them', async () => {
    expect(await brief('kursk')).toContain('held back from a large-scale deployment');
  });

  it.each(['bakhmut', 'kursk', 'ukraine', 'troop buildups'])(
    'is read at a glance, as any other: %s',
    async (topic) => {
      expect(countWords(await brief(topic))).toBeLessThanOrEqual(235);
    },
  );
});

test('a briefing on a town leaves out what its article says of the whole border', async () => {
  const told = await brief('bakhmut');
  expect(told).not.toContain('300,000');
  expect(told).toContain('perhaps around Bakhmut');
  expect(told).toContain('on the brink of having the city encircled');
});

test('what a newspaper relays is told as its source’s own, through the newspaper', async () => {
  const told = await brief('bakhmut');
  expect(told).toContain('Yevgeny Prigozhin said (via Wall Street Journal): his forces had seized');
  expect(told).not.toContain('Wall Street Journal reported');
});

describe('the heading of a briefing', () => {
  it.each([
    ['north korea', 'North Korea — '],
    ['atacms', 'ATACMS — '],
    ['kurks', 'Kursk — '],
    ['Kurks', 'Kursk — '],
    ['on belarus please', 'Belarus — '],
    ['troop buildups', 'Troop buildups — '],
    ['kherson', 'Nothing held reports on Kherson.'],
  ])('names “%s” as it is written', async (topic, heading) => {
    expect((await brief(topic)).startsWith(heading)).toBe(true);
  });

  it('says of reports without a date that they bear none', async () => {
    const { text: told } = await askOver(
      ['Ruritania has massed 4,000 troops near Taipei, the ministry said.'],
      '/briefing taipei',
    );
    expect(told).toMatch(/^Taipei — no report held on this bears a date$/m);
  });
});

test('two places side by side are each told of', async () => {
  const told = await brief('kursk and sumy');
  expect(told).toMatch(/^Kursk and Sumy — /);
  expect(told).toContain('some 10,000 North Koreans are in Kursk');
  expect(told).toContain('target the Sumy and Kharkiv oblasts');
});

test('a day after all that is held leaves nothing to tell', async () => {
  const [reply] = await askInTurn(muster, ['/briefing "black sea" since:2026']);
  expect(reply?.abstained).toBe(true);
  expect(reply && renderPlain(reply)).toBe('Nothing held reports on Black Sea since 2026-01-01.');
});

test('a clause that begins with “which” is not told as if it said something alone', async () => {
  expect(await brief('troop movements')).not.toMatch(/said: which/);
});

test('a topic that asks for losses is told of losses', async () => {
  const told = await brief('russian casualties');
  expect(told).toContain('600,000 casualties');
  expect(told).not.toContain('New York Times');
});

test('a clause is told alone only where it is about the topic', async () => {
  expect(await brief('drones')).toContain('drone capabilities');
});

test('a part of a sentence that says nothing alone is told in the whole of it', async () => {
  const told = await brief('ceasefire');
  expect(told).toContain('In the article’s words: Kyiv has accused Russia of breaching');
});

test('a figure that trails behind is not cut off', async () => {
  const { text: told } = await askOver(
    [
      'The last of 2,400 French troops left the northern base in Taiwan on Tuesday, ending a long mission, as several hundred mercenaries settled into the camps that they abandoned, two officials said.',
    ],
    '/briefing taiwan',
  );
  expect(told).toContain('several hundred mercenaries');
});

test('a headline adds nothing to the report under it', async () => {
  const { text: told } = await askOver(
    [
      'Israel calls up two reserve brigades for Lebanon border\n\nThe Israeli army said on Wednesday that it was calling up two reserve brigades for missions on the border with Lebanon.\n',
    ],
    '/briefing lebanon',
  );
  expect(told.match(/two reserve brigades/g)).toHaveLength(1);
});

test('a denial is told of what it denies, not of what shares a name with it', async () => {
  const { text: told } = await askOver(
    [
      'Mali’s government denies that it has hired Wagner.\n\nGeneral Stephen Townsend, head of U.S. Africa Command, said that there were about 800 Wagner fighters in Mali.\n',
    ],
    '/briefing mali',
  );
  expect(told).toContain('denied that: it has hired Wagner');
  expect(told).not.toContain('denied what');
});

describe('a topic with a name that no list has', () => {
  const HAMLETS = `April 2, 2025

Troops were massed at the border near Velmora, the governor said. More troops went to the border in the south, the ministry said.
`;

  it('tells only what speaks of it', async () => {
    const { text, abstained } = await askOver([HAMLETS], '/briefing velmora border');
    expect(abstained).toBe(false);
    expect(text).toContain('near Velmora');
    expect(text).not.toContain('in the south');
    expect(text).not.toContain('500,000');
  });

  it('says so where nothing does', async () => {
    const { text, abstained } = await askOver([HAMLETS], '/briefing Ostrevka border');
    expect(abstained).toBe(true);
    expect(text).toBe('Nothing held reports on Ostrevka border.');
  });
});
