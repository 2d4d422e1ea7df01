import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openThrottle } from '../../src/chat/throttle.ts';

it('lets a burst through, then says how long to wait, then lets through again', () => {
  let now = 0;
  const throttle = openThrottle({ burst: 2, perMinute: 6 }, () => now);
  expect([throttle.take('a'), throttle.take('a'), throttle.take('a')]).toEqual([0, 0, 10_000]);
  now = 4_000;
  expect([throttle.peek('a'), throttle.peek('b')]).toEqual([6_000, 0]);
  expect(throttle.take('a')).toBe(6_000);
  now = 10_000;
  expect(throttle.take('a')).toBe(0);
});

it('counts each key by itself', () => {
  const throttle = openThrottle({ burst: 1, perMinute: 1 }, () => 0);
  expect([throttle.take('a'), throttle.take('b'), throttle.take('a')]).toEqual([0, 0, 60_000]);
});

it('lets through at most the burst and what has been refilled since, whatever the clock does', () => {
  const steps = fc.array(fc.integer({ min: -20_000, max: 20_000 }), { maxLength: 60 });
  fc.assert(
    fc.property(steps, (waits) => {
      let now = 1_000_000;
      let waited = 0;
      let passed = 0;
      const throttle = openThrottle({ burst: 3, perMinute: 12 }, () => now);
      for (const wait of waits) {
        now += wait;
        waited += Math.max(0, wait);
        if (throttle.take('a') === 0) passed += 1;
      }
      expect(passed).toBeLessThanOrEqual(3 + waited / 5_000 + 1e-6);
    }),
  );
});
