import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Carrier, openPostOffice, PostRefused } from '../../src/chat/outbox.ts';
import { openStore } from '../../src/store/kysely.ts';
import type { Store } from '../../src/store/port.ts';

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-outbox-'));
  store = await openStore({ file: join(folder, 'muster.sqlite') });
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const ROW = {
  key: 'discord:1',
  platform: 'discord',
  channel: 'C1',
  thread: null,
  payload: { words: 'Two brigades moved' },
} as const;

/** A platform that keeps what arrives; `outcomes` says what becomes of each send, in turn. */
function openPlatform(...outcomes: ('arrives' | 'answer is lost' | 'is lost' | 'is refused')[]) {
  const posts: string[] = [];
  const carrier: Carrier = {
    async send({ key }) {
      const outcome = outcomes.shift() ?? 'arrives';
      if (outcome === 'is refused') throw new PostRefused('The channel is gone.');
      if (outcome === 'is lost') throw new Error('no connection');
      posts.push(key);
      if (outcome === 'answer is lost') throw new Error('no answer');
      return `post-${posts.length}`;
    },
    async find({ key }) {
      return posts.includes(key) ? `post-${posts.indexOf(key) + 1}` : null;
    },
  };
  const office = openPostOffice({
    outbox: store.outbox,
    platform: 'discord',
    carrier,
    now: Date.now,
    wait: async () => {},
  });
  return { office, posts };
}

describe('a post', () => {
  it('is sent once for its key, however often and at once', async () => {
    const { office, posts } = openPlatform();
    const ids = await Promise.all([office.post(ROW), office.post(ROW)]);
    expect([...ids, await office.post(ROW)]).toEqual(['post-1', 'post-1', 'post-1']);
    expect(posts).toHaveLength(1);
    expect(await store.outbox.find(ROW.key)).toMatchObject({ status: 'confirmed', attempts: 1 });
  });

  it.each([
    ['was lost on the way', 'is lost'],
    ['arrived without an answer', 'answer is lost'],
  ] as const)('that %s arrives once', async (_, outcome) => {
    const { office, posts } = openPlatform(outcome);
    expect(await office.post(ROW)).toBe('post-1');
    expect(posts).toHaveLength(1);
  });

  it('that is refused is given up with the reason', async () => {
    const { office } = openPlatform('is refused');
    await expect(office.post(ROW)).rejects.toThrow(PostRefused);
    expect(await store.outbox.find(ROW.key)).toMatchObject({
      status: 'failed',
      reason: 'The channel is gone.',
    });
  });

  it('stays owed when nothing is known of it, and is finished by the next run', async () => {
    const lost = openPlatform('is lost', 'is lost', 'is lost', 'answer is lost');
    await expect(lost.office.post(ROW)).rejects.toThrow('no answer');
    expect(await store.outbox.find(ROW.key)).toMatchObject({ status: 'pending', attempts: 4 });
    const faults: unknown[] = [];
    await lost.office.finish(
      () => true,
      (_, thrown) => faults.push(thrown),
    );
    expect(faults).toEqual([]);
    expect(lost.posts).toHaveLength(1);
    expect(await store.outbox.find(ROW.key)).toMatchObject({
      status: 'confirmed',
      postId: 'post-1',
    });
  });

  it('of somebody else is left alone', async () => {
    await store.outbox.add(ROW, Date.now());
    const { office, posts } = openPlatform();
    await office.finish(
      () => false,
      () => {},
    );
    expect(posts).toEqual([]);
  });
});
