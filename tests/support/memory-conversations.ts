import type { Corrections, Inbox, Thread, Threads, Turn } from '../../src/store/port.ts';

type Report = Parameters<Corrections['report']>[0];

/** Threads, inbox and reports without a database, for tests of what stands above them. */
export function openMemoryConversations(): {
  readonly threads: Threads;
  readonly inbox: Inbox;
  readonly corrections: Corrections;
} {
  const threads = new Map<string, Thread>();
  const turns = new Map<string, Turn[]>();
  const events = new Set<string>();
  const reports: Report[] = [];
  return {
    threads: {
      find: async (id) => threads.get(id) ?? null,
      record: async (thread, turn) => {
        const kept = turns.get(thread.id) ?? [];
        if (kept.some(({ event }) => event === turn.event)) return;
        threads.set(thread.id, thread);
        turns.set(thread.id, [...kept, turn]);
      },
      turns: async (id) => turns.get(id) ?? [],
      live: async (platform, since) =>
        [...threads.values()]
          .filter((thread) => thread.platform === platform && thread.usedAt >= since)
          .sort((a, b) => b.usedAt - a.usedAt),
      forgetUser: async () => 0,
      expire: async () => 0,
    },
    inbox: {
      claim: async (event) => !events.has(event) && Boolean(events.add(event)),
      release: async (event) => {
        events.delete(event);
      },
      expire: async () => 0,
    },
    corrections: {
      report: async (report) => {
        reports.push(report);
      },
      reports: async () => reports,
      hide: async () => {},
      correct: async () => {},
      undo: async () => false,
      all: async () => new Map(),
    },
  };
}
