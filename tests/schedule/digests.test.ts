import { describe, expect, it } from 'vitest';
import { localDay } from '../../src/schedule/due.ts';
import { BROKEN_PLACE, DAY, HOUR, MINUTE, openRig, type Rig, wordsOf } from './rig.ts';

/** What the readers of a channel see. */
function seen({ platter }: Rig, channel = 'C1'): readonly string[] {
  return platter.posted.filter((one) => one.channel === channel).map(({ reply }) => wordsOf(reply));
}

/** Checks at each of these instants. */
async function wake(rig: Rig, digests: { check(): Promise<void> }, ...at: (number | string)[]) {
  for (const instant of at) {
    rig.clock.at = typeof instant === 'number' ? instant : Date.parse(instant);
    await digests.check();
  }
}

describe('a digest', () => {
  it('goes out when its local time has come, and once', async () => {
    const rig = await openRig('2024-11-22T03:00:00Z');
    await rig.subscribe();
    rig.reports.held.push('r1', 'r2');
    const { digests } = rig.process();
    await wake(rig, digests, '2024-11-22T04:59:00Z');
    expect(seen(rig)).toEqual([]);
    await wake(rig, digests, '2024-11-22T05:00:00Z', '2024-11-22T05:01:00Z');
    await rig.process().digests.check();
    expect(seen(rig)).toEqual(['r1, r2']);
  });

  it('tells each report once, and the next day what is new since', async () => {
    const rig = await openRig('2024-11-22T03:00:00Z');
    await rig.subscribe();
    rig.reports.held.push('r1');
    const { digests } = rig.process();
    await wake(rig, digests, '2024-11-22T05:00:00Z');
    rig.reports.held.push('r2');
    await wake(rig, digests, '2024-11-23T05:00:00Z', '2024-11-24T05:00:00Z');
    expect(seen(rig)).toEqual(['r1', 'r2', 'Nothing new.']);
  });

  it('keeps to its weekdays', async () => {
    const rig = await openRig('2024-11-22T12:00:00Z');
    await rig.subscribe({ weekdays: [1, 3] });
    const { digests } = rig.process();
    for (let day = 0; day < 7; day += 1) {
      await wake(rig, digests, Date.parse('2024-11-22T12:00:00Z') + day * DAY);
    }
    expect(rig.platter.posted.map(({ key }) => key)).toEqual([
      'digest:slack:C1:2024-11-25:1',
      'digest:slack:C1:2024-11-27:1',
    ]);
  });

  it('stays silent with nothing new where that is wanted, and the log says why', async () => {
    const rig = await openRig('2024-11-22T03:00:00Z');
    await rig.subscribe({ isQuiet: true });
    const { digests } = rig.process();
    await wake(rig, digests, '2024-11-22T05:00:00Z');
    expect(seen(rig)).toEqual([]);
    expect(await rig.store.outbox.recent(9)).toMatchObject([
      { status: 'skipped', reason: 'Nothing new, and this channel wants silence then.' },
    ]);
    rig.reports.held.push('r1');
    await wake(rig, digests, '2024-11-23T05:00:00Z');
    expect(seen(rig)).toEqual(['r1']);
  });

  it('tells a channel only of the place that it wants', async () => {
    const rig = await openRig('2024-11-22T03:00:00Z');
    await rig.subscribe({ place: 'Kursk' });
    rig.reports.held.push('r1 Kursk', 'r2 Sumy');
    await wake(rig, rig.process().digests, '2024-11-22T05:00:00Z');
    expect(seen(rig)).toEqual(['r1 Kursk']);
  });

  it('does not wait for a subscription that cannot be served', async () => {
    const rig = await openRig('2024-11-22T03:00:00Z');
    await rig.subscribe({ channel: 'C0', place: BROKEN_PLACE });
    await rig.subscribe({ channel: 'C1' });
    const { digests, faults } = rig.process();
    await wake(rig, digests, '2024-11-22T05:00:00Z');
    expect(seen(rig, 'C1')).toHaveLength(1);
    expect(faults).toHaveLength(1);
  });

  it('is not sent to a channel that ended it meanwhile, which is told all when it begins again', async () => {
    const rig = await openRig('2024-11-22T03:00:00Z');
    const subscription = await rig.subscribe();
    rig.reports.held.push('r1');
    const { digests } = rig.process();
    rig.platter.troubles = ['down', 'down', 'down', 'down'];
    await wake(rig, digests, '2024-11-22T05:00:00Z');
    await rig.store.subscriptions.remove(subscription.id);
    await wake(rig, digests, '2024-11-22T05:01:00Z');
    expect(seen(rig)).toEqual([]);
    expect((await rig.store.outbox.find('digest:slack:C1:2024-11-22'))?.status).toBe('skipped');
    await rig.subscribe();
    await wake(rig, digests, '2024-11-23T05:00:00Z');
    expect(seen(rig)).toEqual(['r1']);
  });
});

describe('after downtime', () => {
  it('one digest covers the gap, and says that it is late', async () => {
    const rig = await openRig('2024-11-20T03:00:00Z');
    await rig.subscribe();
    rig.reports.held.push('r1');
    await wake(rig, rig.process().digests, '2024-11-20T05:00:00Z');
    rig.reports.held.push('r2', 'r3');
    await wake(rig, rig.process().digests, '2024-11-24T12:00:00Z', '2024-11-24T12:01:00Z');
    expect(seen(rig)).toEqual([
      'r1',
      'Late: it was due on Sun, 24 Nov 2024, 07:00 (Europe/Kyiv), when Muster could not send it, and covers all since the last one. r2, r3',
    ]);
  });

  it('the next digest covers the gap where it is near', async () => {
    const rig = await openRig('2024-11-20T03:00:00Z');
    await rig.subscribe();
    rig.reports.held.push('r1');
    await wake(rig, rig.process().digests, '2024-11-24T04:30:00Z', '2024-11-24T05:00:00Z');
    expect(seen(rig)).toEqual(['r1']);
  });

  it('a channel that subscribed after the day’s time waits for the next day', async () => {
    const rig = await openRig('2024-11-22T05:00:01Z');
    await rig.subscribe();
    const { digests } = rig.process();
    await wake(rig, digests, '2024-11-22T06:00:00Z', '2024-11-22T23:59:00Z');
    expect(seen(rig)).toEqual([]);
    await wake(rig, digests, '2024-11-23T05:00:00Z');
    expect(seen(rig)).toHaveLength(1);
  });

  it('a channel that moves its time or its clock on the day gets no second digest that day', async () => {
    const rig = await openRig('2024-11-22T03:00:00Z');
    await rig.subscribe();
    const { digests } = rig.process();
    await wake(rig, digests, '2024-11-22T05:00:00Z');
    await rig.subscribe({ time: '09:00', createdAt: Date.parse('2024-11-22T06:00:00Z') });
    await wake(rig, digests, '2024-11-22T07:00:00Z');
    await rig.subscribe({ time: '07:00', timeZone: 'America/New_York' });
    await wake(rig, digests, '2024-11-22T12:00:00Z');
    expect(seen(rig)).toHaveLength(1);
    await wake(rig, digests, '2024-11-23T12:00:00Z');
    expect(seen(rig)).toHaveLength(2);
  });
});

describe('a year of checks', () => {
  const channels = [
    ['Europe/Kyiv', '03:30'],
    ['America/New_York', '02:30'],
    ['America/New_York', '01:30'],
    ['Australia/Lord_Howe', '02:15'],
    ['Australia/Lord_Howe', '01:45'],
    ['Asia/Kathmandu', '02:30'],
  ] as const;

  it('brings exactly one digest a local day, in the missing and the doubled hour too', async () => {
    const from = Date.parse('2024-12-31T10:00:00Z');
    const rig = await openRig(from);
    for (const [index, [timeZone, time]] of channels.entries()) {
      await rig.subscribe({ channel: `C${index}`, timeZone, time });
    }
    const { digests, faults } = rig.process();
    // Each half hour on the days when a clock changes, and unevenly in between.
    const changes = [
      '2025-03-09',
      '2025-03-30',
      '2025-04-05',
      '2025-10-04',
      '2025-10-26',
      '2025-11-02',
    ];
    for (let at = from; at < from + 366 * DAY; ) {
      rig.clock.at = at;
      await digests.check();
      const isChange = changes.some((day) => Math.abs(at - Date.parse(day)) < 1.5 * DAY);
      at += isChange ? 30 * MINUTE : 5 * HOUR + 7 * MINUTE;
    }
    expect(faults).toEqual([]);
    const year = Array.from({ length: 365 }, (_, index) =>
      new Date(Date.UTC(2025, 0, 1 + index)).toISOString().slice(0, 10),
    );
    for (const [index, [timeZone]] of channels.entries()) {
      const posts = rig.platter.posted.filter(({ channel }) => channel === `C${index}`);
      const days = posts
        .map(({ at }) => localDay(at, timeZone))
        .filter((day) => year.includes(day));
      expect(days).toEqual(year);
    }
  }, 60_000);
});

describe('what the platform does', () => {
  it('a lost answer brings no second digest', async () => {
    const rig = await openRig('2024-11-22T03:00:00Z');
    await rig.subscribe();
    rig.platter.troubles = ['lost answer'];
    await wake(rig, rig.process().digests, '2024-11-22T05:00:00Z', '2024-11-22T05:01:00Z');
    expect(seen(rig)).toHaveLength(1);
    expect((await rig.store.outbox.find('digest:slack:C1:2024-11-22'))?.status).toBe('confirmed');
  });

  it('a line that is down for an hour delays a digest, and loses none', async () => {
    const rig = await openRig('2024-11-22T03:00:00Z');
    await rig.subscribe();
    rig.reports.held.push('r1');
    rig.platter.troubles = Array.from({ length: 240 }, () => 'down' as const);
    const { digests } = rig.process();
    const at = Date.parse('2024-11-22T05:00:00Z');
    for (let minute = 0; minute < 65; minute += 1) await wake(rig, digests, at + minute * MINUTE);
    expect(seen(rig)).toEqual(['r1']);
  });

  it('what cannot be sent for a day is told in a later digest', async () => {
    const rig = await openRig('2024-11-22T03:00:00Z');
    await rig.subscribe();
    rig.reports.held.push('r1');
    const { digests } = rig.process();
    rig.platter.troubles = Array.from({ length: 12 }, () => 'down' as const);
    await wake(rig, digests, '2024-11-22T05:00:00Z', '2024-11-22T09:00:00Z');
    await wake(rig, digests, '2024-11-23T05:00:30Z', '2024-11-24T05:00:00Z');
    expect(seen(rig).join(' ').match(/r1/gu)).toHaveLength(1);
    expect((await rig.store.outbox.find('digest:slack:C1:2024-11-22'))?.status).toBe('failed');
  });

  it('a channel that is gone is paused after three refusals, its owner told once, and nothing lost', async () => {
    const rig = await openRig('2024-11-20T03:00:00Z');
    await rig.subscribe();
    await rig.subscribe({ channel: 'C2' });
    rig.reports.held.push('r1', 'r2');
    rig.platter.refused.set('C1', 'The channel is gone.');
    const { digests } = rig.process();
    for (const day of ['20', '21', '22', '23', '24']) {
      await wake(rig, digests, `2024-11-${day}T05:00:00Z`, `2024-11-${day}T05:01:00Z`);
    }
    expect(seen(rig, 'C2')).toHaveLength(5);
    expect(await rig.store.subscriptions.find('slack:C1')).toMatchObject({ isPaused: true });
    const toOwner = seen(rig, 'direct with U1');
    expect(toOwner).toHaveLength(1);
    expect(toOwner[0]).toContain('The channel is gone.');
    const failed = (await rig.store.outbox.recent(99)).filter(({ status }) => status === 'failed');
    expect(failed.filter(({ key }) => !key.endsWith(':1'))).toHaveLength(3);

    rig.platter.refused.clear();
    await rig.subscribe();
    await wake(rig, digests, '2024-11-25T05:00:00Z');
    expect(seen(rig, 'C1')).toEqual(['r1, r2']);
  });

  it('what stands in a channel by halves is not told again', async () => {
    const rig = await openRig('2024-11-22T03:00:00Z');
    await rig.subscribe();
    rig.reports.held.push('r1');
    rig.platter.halved.add('C1');
    const { digests } = rig.process();
    await wake(rig, digests, '2024-11-22T05:00:00Z', '2024-11-22T05:01:00Z');
    expect(await rig.store.outbox.find('digest:slack:C1:2024-11-22')).toMatchObject({
      status: 'failed',
      reason: 'The second part was refused.',
    });
    rig.platter.halved.clear();
    await wake(rig, digests, '2024-11-23T05:00:00Z');
    expect(seen(rig)).toEqual(['r1', 'Nothing new.']);
  });

  it('forgets refusals that are over', async () => {
    const rig = await openRig('2024-11-20T03:00:00Z');
    await rig.subscribe();
    const { digests } = rig.process();
    for (const day of ['20', '21', '22', '23', '24', '25']) {
      if (day === '22' || day === '25') rig.platter.refused.clear();
      else rig.platter.refused.set('C1', 'The channel is gone.');
      await wake(rig, digests, `2024-11-${day}T05:00:00Z`);
    }
    expect(await rig.store.subscriptions.find('slack:C1')).toMatchObject({ isPaused: false });
    expect(seen(rig)).toHaveLength(2);
  });

  it('many digests of one minute are spread, a quarter of a second apart', async () => {
    const rig = await openRig('2024-11-22T03:00:00Z');
    for (let channel = 0; channel < 60; channel += 1)
      await rig.subscribe({ channel: `C${channel}` });
    const due = Date.parse('2024-11-22T05:00:00Z');
    await wake(rig, rig.process().digests, due);
    const times = rig.platter.posted.map(({ at }) => at).sort((a, b) => a - b);
    expect(times).toHaveLength(60);
    for (const [index, at] of times.entries()) expect(at).toBeGreaterThanOrEqual(due + index * 250);
  });
});

describe('several processes on one store', () => {
  it('send each digest once, however they wake', async () => {
    const rig = await openRig('2024-11-22T03:00:00Z');
    for (let channel = 0; channel < 8; channel += 1)
      await rig.subscribe({ channel: `C${channel}` });
    const processes = Array.from({ length: 5 }, () => rig.process().digests);
    for (const day of ['22', '23', '24']) {
      rig.clock.at = Date.parse(`2024-11-${day}T05:00:00Z`);
      await Promise.all(processes.map((one) => one.check()));
      await Promise.all(processes.map((one) => one.check()));
    }
    expect(rig.platter.posted).toHaveLength(24);
    expect(new Set(rig.platter.posted.map(({ key }) => key)).size).toBe(24);
  });

  it('wait for one that may still be sending, and take over from one that died', async () => {
    const rig = await openRig('2024-11-22T03:00:00Z');
    await rig.subscribe();
    const { digests } = rig.process();
    const at = Date.parse('2024-11-22T05:00:00Z');
    await rig.store.leases.take('digests:slack', 'a process that died', at, at + 45_000);
    await wake(rig, digests, at, at + 44_999);
    expect(seen(rig)).toEqual([]);
    await wake(rig, digests, at + 45_000);
    expect(seen(rig)).toHaveLength(1);
  });
});
