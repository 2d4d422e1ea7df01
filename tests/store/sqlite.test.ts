import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PlainError } from '../../src/faults.ts';
import { openStore } from '../../src/store/kysely.ts';
import { testStore } from './contract.ts';
import { articleOf } from './samples.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-store-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

testStore('SQLite', async () => {
  let databases = 0;
  return {
    open: () => openStore({ file: join(folder, 'made', `${databases}.sqlite`) }),
    async clear() {
      databases += 1;
    },
  };
});

describe('opening a file', () => {
  async function failure(file: string): Promise<Error> {
    return openStore({ file }).then(
      () => new Error('it opened'),
      (thrown: Error) => thrown,
    );
  }

  it('says so when the file is no database', async () => {
    const file = join(folder, 'notes.txt');
    await writeFile(file, 'These are notes, and no database at all. '.repeat(50));
    const thrown = await failure(file);
    expect(thrown).toBeInstanceOf(PlainError);
    expect(thrown.message).toContain(`${file} cannot be opened (file is not a database)`);
  });

  it('says so when the folder cannot be made', async () => {
    await writeFile(join(folder, 'a-file'), '');
    const thrown = await failure(join(folder, 'a-file', 'muster.sqlite'));
    expect(thrown).toBeInstanceOf(PlainError);
    expect(thrown.message).toContain('set DATA_DIR');
  });

  it('says so when the tables cannot be made, leaves the file as it is, and makes them once they can', async () => {
    const file = join(folder, 'foreign.sqlite');
    const database = new DatabaseSync(file);
    database.exec('create table corrections (mine text)');
    const thrown = await failure(file);
    expect(thrown).toBeInstanceOf(PlainError);
    expect(thrown.message).toContain('already exists');
    const tables = database.prepare("select name from sqlite_master where type = 'table'").all();
    expect(tables.map(({ name }) => name)).toEqual(['corrections']);
    database.exec('drop table corrections');
    database.close();
    const store = await openStore({ file });
    expect(await store.inbox.claim('e1', 1)).toBe(true);
    await store.close();
  });

  it('brings a database of an earlier version forward with all that is in it', async () => {
    const file = join(folder, 'earlier.sqlite');
    const store = await openStore({ file });
    const post = { platform: 'slack', channel: 'C1', thread: null, payload: 'text' } as const;
    await store.outbox.add({ ...post, key: 'k1' }, 1);
    const article = articleOf('a1');
    await store.library.save(article, []);
    await store.close();
    const database = new DatabaseSync(file);
    database.exec(
      'drop index outbox_by; alter table outbox drop column user_id; drop index articles_changed; alter table articles drop column changed; drop table changes; update muster_schema set version = 1',
    );
    database.close();
    const later = await openStore({ file });
    expect(await later.library.articles([article.id])).toEqual([article]);
    expect(await later.library.save(article, [], { after: 0 })).toBe(1);
    expect(await later.outbox.find('k1')).toMatchObject(post);
    await later.outbox.add({ ...post, key: 'k2', user: 'ann' }, 2);
    await later.threads.forgetUser('slack', 'ann');
    const kept = (await later.outbox.recent(9)).map(({ key, payload }) => [key, payload]);
    expect(kept).toEqual([
      ['k2', null],
      ['k1', 'text'],
    ]);
    await later.close();
  });

  it('says so when a newer program wrote it, and leaves it as it is', async () => {
    const file = join(folder, 'newer.sqlite');
    await (await openStore({ file })).close();
    const database = new DatabaseSync(file);
    database.exec('update muster_schema set version = 999');
    database.close();
    const thrown = await failure(file);
    expect(thrown).toBeInstanceOf(PlainError);
    expect(thrown.message).toMatch(/newer Muster .*999/);
  });
});

describe('a backup', () => {
  it('is a whole database, made while the store is in use', async () => {
    const store = await openStore({ file: join(folder, 'live.sqlite') });
    await store.library.save(articleOf('a1'), []);
    const copy = join(folder, 'copy.sqlite');
    await Promise.all([store.archive.backup(copy), store.library.save(articleOf('a2'), [])]);
    await expect(store.archive.backup(copy)).rejects.toThrow('is there already');
    await expect(store.archive.backup(join(folder, 'no', 'such', 'folder'))).rejects.toThrow(
      PlainError,
    );
    const restored = await openStore({ file: copy });
    expect((await restored.library.articles(['a1'])).length).toBe(1);
    await restored.close();
    await store.close();
  });
});

it('exports and backs up a database in memory too', async () => {
  const store = await openStore({ file: ':memory:' });
  await store.library.save(articleOf('a1'), []);
  const lines: string[] = [];
  for await (const line of store.archive.exportLines()) lines.push(line);
  expect(lines).toHaveLength(2);
  const copy = join(folder, 'from-memory.sqlite');
  await store.archive.backup(copy);
  await store.close();
  const restored = await openStore({ file: copy });
  expect(await restored.library.articles(['a1'])).toHaveLength(1);
  await restored.close();
});

it('overwrites what a person asked to be forgotten', async () => {
  const file = join(folder, 'forget.sqlite');
  const store = await openStore({ file });
  const secret = 'a-question-that-nobody-else-asked';
  await store.threads.record(
    { id: 'web:m:1', platform: 'web', channel: 'm', thread: '1', context: secret, usedAt: 1 },
    { event: 'e1', user: 'ann', text: secret, reply: secret, at: 1 },
  );
  await store.threads.forgetUser('web', 'ann');
  await store.close();
  expect((await readFile(file)).includes(secret)).toBe(false);
});
