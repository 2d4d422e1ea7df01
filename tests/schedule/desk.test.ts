import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../src/answers/parse-command.ts';
import type { DigestCommand, Incoming } from '../../src/chat/port.ts';
import { openDigestDesk } from '../../src/schedule/desk.ts';
import { openRig, wordsOf } from './rig.ts';

async function openScene(managers: { discord?: string[]; slack?: string[] } = {}) {
  const rig = await openRig('2024-11-22T03:00:00Z');
  const { subscriptions, outbox } = rig.store;
  const desk = openDigestDesk({
    ...{ subscriptions, outbox, making: rig.reports },
    config: { timeZone: 'UTC', managers: { discord: [], slack: [], ...managers } },
    now: () => rig.clock.at,
  });
  /** What somebody who may manage the channel, unless said otherwise, is told. */
  const type = async (
    text: string,
    { mayManage = true, user = 'U1' }: { mayManage?: boolean | null; user?: string } = {},
  ): Promise<string> => {
    const incoming: Incoming = {
      platform: 'slack',
      event: 'e1',
      user,
      channel: 'C1',
      thread: null,
      text,
      ...(mayManage !== null && { mayManage }),
    };
    const command = parseCommand(text);
    if (command === null || 'problem' in command) throw new Error(`${text} is no command`);
    return wordsOf(await desk.carryOut(command as DigestCommand, incoming));
  };
  return { rig, type, find: () => subscriptions.find('slack:C1') };
}

describe('/digest here', () => {
  it('subscribes the channel and says when the first digest comes', async () => {
    const { type, find } = await openScene();
    expect(
      await type(
        '/digest here time:07:00 weekdays:mon-fri time-zone:Europe/Kyiv place:Kursk quiet:yes',
      ),
    ).toBe(
      'A digest on Kursk comes to this channel Mon–Fri at 07:00 (Europe/Kyiv). On days with nothing new it stays silent. Next: Fri, 22 Nov 2024, 07:00 (Europe/Kyiv).',
    );
    expect(await find()).toMatchObject({
      platform: 'slack',
      channel: 'C1',
      time: '07:00',
      weekdays: [1, 2, 3, 4, 5],
      timeZone: 'Europe/Kyiv',
      place: 'Kursk',
      isQuiet: true,
      owner: 'U1',
      isPaused: false,
    });
  });

  it('names the clock that it takes where none is named', async () => {
    const { type } = await openScene();
    expect(await type('/digest here time:7')).toBe(
      'A digest comes to this channel every day at 07:00 (UTC). Next: Fri, 22 Nov 2024, 07:00 (UTC). Add time-zone:Europe/Kyiv, or yours, for another clock.',
    );
  });

  it('changes what is named, keeps the rest, and begins again what was paused', async () => {
    const { rig, type, find } = await openScene();
    await rig.subscribe({ place: 'Kursk', isPaused: true });
    await type('/digest here time:08:30');
    expect(await find()).toMatchObject({
      time: '08:30',
      timeZone: 'Europe/Kyiv',
      place: 'Kursk',
      isPaused: false,
    });
    await type('/digest here place:everywhere');
    expect(await find()).toMatchObject({ time: '08:30', place: null });
  });

  it.each([
    ['/digest here', '/digest here needs a time: /digest here time:07:00 time-zone:Europe/Kyiv.'],
    [
      '/digest here time:07:00 place:Narnia',
      'No place called “Narnia” is known. Name a town, a region or a country, as in place:Kursk.',
    ],
  ])('%s is answered with what to change', async (text, words) => {
    const { type, find } = await openScene();
    expect(await type(text)).toBe(words);
    expect(await find()).toBeNull();
  });
});

describe('who may change a channel’s digest', () => {
  it.each(['/digest here time:09:00', '/digest off'])(
    'not just anybody: %s changes nothing, and says who may',
    async (text) => {
      const { rig, type, find } = await openScene();
      const before = await rig.subscribe();
      expect(await type(text, { mayManage: false })).toContain('Only an admin of this workspace');
      expect(await find()).toEqual(before);
    },
  );

  it('whoever config names', async () => {
    const { type, find } = await openScene({ slack: ['U7'] });
    await type('/digest here time:07:00', { mayManage: false, user: 'U7' });
    expect(await find()).toMatchObject({ owner: 'U7' });
  });

  it('nobody by a plain message, which does not tell who may', async () => {
    const { type, find } = await openScene();
    expect(await type('/digest here time:07:00', { mayManage: null })).toContain(
      'Type /digest as a command',
    );
    expect(await find()).toBeNull();
  });

  it('nobody where config fixes it', async () => {
    const { rig, type, find } = await openScene();
    const before = await rig.subscribe({ owner: 'config' });
    expect(await type('/digest off')).toBe(
      'The digest of this channel is fixed in config/digests.json. Change it there.',
    );
    expect(await find()).toEqual(before);
  });
});

describe('/digest off', () => {
  it('ends it, and what was told is not told again', async () => {
    const { rig, type, find } = await openScene();
    await rig.subscribe();
    rig.reports.held.push('r1');
    rig.clock.at = Date.parse('2024-11-22T05:00:00Z');
    await rig.process().digests.check();
    expect(await type('/digest off')).toContain('No more digests come to this channel.');
    expect(await find()).toBeNull();
    expect(await type('/digest preview')).toBe('Nothing new.');
  });

  it('says so where there is none', async () => {
    const { type } = await openScene();
    expect(await type('/digest off')).toBe('No digest comes to this channel.');
  });
});

describe('/digest status', () => {
  it('is for everybody, and says how the last one fared', async () => {
    const { rig, type } = await openScene();
    expect(await type('/digest status', { mayManage: false })).toBe(
      'No digest comes to this channel. /digest here time:07:00 begins one.',
    );
    await rig.subscribe({ isQuiet: true });
    rig.clock.at = Date.parse('2024-11-22T05:00:00Z');
    await rig.process().digests.check();
    expect(await type('/digest status', { mayManage: false })).toBe(
      'A digest comes to this channel every day at 07:00 (Europe/Kyiv). On days with nothing new it stays silent. Next: Sat, 23 Nov 2024, 07:00 (Europe/Kyiv). The last, of 2024-11-22: skipped (Nothing new, and this channel wants silence then).',
    );
  });

  it('tells of a pause and the way out', async () => {
    const { rig, type } = await openScene();
    await rig.subscribe({ isPaused: true });
    expect(await type('/digest status')).toContain(
      'It is paused, for it could not be delivered; /digest here begins it again.',
    );
  });
});

describe('/digest preview', () => {
  it('shows what the channel would be told now, and tells it nothing', async () => {
    const { rig, type } = await openScene();
    await rig.subscribe();
    rig.reports.held.push('r1 Kursk', 'r2 Sumy');
    expect(await type('/digest preview', { mayManage: false })).toBe('r1 Kursk, r2 Sumy');
    expect(await type('/digest preview place:Sumy')).toBe('r2 Sumy');
    rig.clock.at = Date.parse('2024-11-22T05:00:00Z');
    await rig.process().digests.check();
    expect(rig.platter.posted.map(({ reply }) => wordsOf(reply))).toEqual(['r1 Kursk, r2 Sumy']);
  });
});
