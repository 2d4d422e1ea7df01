import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfigFile } from '../../src/config.ts';
import { DigestsSchema, keepFixed } from '../../src/schedule/fixed.ts';
import { openRig } from './rig.ts';

const folder = mkdtempSync(join(tmpdir(), 'muster-fixed-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const NOBODY = { discord: [], slack: [] };
const KURSK = {
  platform: 'slack',
  channel: 'C1',
  time: '7am',
  weekdays: 'mon-fri',
  timeZone: 'kyiv',
  place: 'Kursk',
  quiet: true,
};

function read(config: object) {
  const file = join(folder, 'digests.json');
  writeFileSync(
    file,
    JSON.stringify({ channels: [], timeZone: 'UTC', managers: NOBODY, ...config }),
  );
  return readConfigFile(file, DigestsSchema);
}

describe('config/digests.json', () => {
  it('as it comes names no channel', () => {
    expect(readConfigFile('config/digests.json', DigestsSchema)).toEqual({
      channels: [],
      timeZone: 'UTC',
      managers: NOBODY,
    });
  });

  it('takes the spellings that the command takes', () => {
    expect(read({ channels: [KURSK] }).channels).toEqual([
      {
        platform: 'slack',
        channel: 'C1',
        time: '07:00',
        weekdays: [1, 2, 3, 4, 5],
        timeZone: 'Europe/Kyiv',
        place: 'Kursk',
        quiet: true,
      },
    ]);
  });

  it.each([
    [{ channels: [{ ...KURSK, time: '25:00' }] }, 'channels.0.time: “25:00” is no time of day'],
    [
      { channels: [{ ...KURSK, weekdays: 'soon' }] },
      'channels.0.weekdays: “soon” names no weekdays',
    ],
    [
      { channels: [{ ...KURSK, timeZone: '+02:00' }] },
      'channels.0.timeZone: “+02:00” is no time zone',
    ],
    [{ channels: [KURSK, KURSK] }, 'channels.1: slack:C1 stands twice'],
    [{ channels: [{ ...KURSK, channel: '' }] }, 'channels.0.channel: name the channel by its id'],
    [{ channels: [{ ...KURSK, platform: 'irc' }] }, 'channels.0.platform'],
    [{ channels: [{ ...KURSK, colour: 'red' }] }, 'colour'],
    [{ timeZone: 'Mars' }, 'timeZone: “Mars” is no time zone'],
  ])('says in a sentence what is wrong with %j', (config, words) => {
    expect(() => read(config)).toThrow(words);
    expect(() => read(config)).toThrow('Change that value and start again.');
  });
});

describe('the channels that config names', () => {
  it('are subscribed once, follow config, and end with it', async () => {
    const { store } = await openRig('2024-11-22T03:00:00Z');
    const { subscriptions } = store;
    await keepFixed(read({ channels: [KURSK] }), subscriptions, 1);
    await keepFixed(read({ channels: [{ ...KURSK, time: '08:00' }] }), subscriptions, 2);
    expect(await subscriptions.list()).toMatchObject([
      { id: 'slack:C1', time: '08:00', owner: 'config', isQuiet: true, createdAt: 1 },
    ]);
    await keepFixed(read({ channels: [] }), subscriptions, 3);
    expect(await subscriptions.list()).toEqual([]);
  });

  it('leave those alone that people subscribed', async () => {
    const { store, subscribe } = await openRig('2024-11-22T03:00:00Z');
    const own = await subscribe({ channel: 'C2' });
    await keepFixed(read({ channels: [KURSK] }), store.subscriptions, 1);
    await keepFixed(read({}), store.subscriptions, 2);
    expect(await store.subscriptions.list()).toEqual([own]);
  });

  it('are tried again at a start when they were paused', async () => {
    const { store } = await openRig('2024-11-22T03:00:00Z');
    const { subscriptions } = store;
    await keepFixed(read({ channels: [KURSK] }), subscriptions, 1);
    const [fixed] = await subscriptions.list();
    if (fixed) await subscriptions.put({ ...fixed, isPaused: true });
    await keepFixed(read({ channels: [KURSK] }), subscriptions, 2);
    expect(await subscriptions.list()).toMatchObject([{ isPaused: false, createdAt: 1 }]);
  });
});
