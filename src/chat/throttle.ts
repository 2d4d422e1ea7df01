export type Allowance = {
  /** Questions that may come at once after a rest. */
  readonly burst: number;
  /** Questions a minute in the long run. */
  readonly perMinute: number;
};

export type Throttle = {
  /** Milliseconds until the key may ask again; 0 when this question is let through and counted. */
  take(key: string): number;
  /** The same without counting anything. */
  peek(key: string): number;
};

/** Keys remembered before those at rest are forgotten. */
const SWEEP_AT_KEYS = 10_000;

/** A token bucket a key: full at first, refilled evenly. `now` is in milliseconds. */
export function openThrottle(allowance: Allowance, now: () => number): Throttle {
  const refillPerMs = allowance.perMinute / 60_000;
  const buckets = new Map<string, { tokens: number; at: number }>();

  const level = (bucket: { tokens: number; at: number }, at: number): number =>
    Math.min(allowance.burst, bucket.tokens + Math.max(0, at - bucket.at) * refillPerMs);

  const waitFor = (tokens: number): number =>
    tokens < 1 ? Math.ceil((1 - tokens) / refillPerMs) : 0;

  return {
    peek(key) {
      const bucket = buckets.get(key);
      return bucket ? waitFor(level(bucket, now())) : 0;
    },
    take(key) {
      const at = now();
      if (buckets.size >= SWEEP_AT_KEYS) {
        for (const [known, bucket] of buckets) {
          if (level(bucket, at) >= allowance.burst) buckets.delete(known);
        }
      }
      const bucket = buckets.get(key);
      const tokens = bucket ? level(bucket, at) : allowance.burst;
      const wait = waitFor(tokens);
      if (wait > 0) return wait;
      buckets.set(key, { tokens: tokens - 1, at });
      return 0;
    },
  };
}
