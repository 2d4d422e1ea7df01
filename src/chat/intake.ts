import { isWebAddress } from '../answers/commands.ts';
import type { Reply } from '../answers/reply.ts';
import type { Incoming, IntakeCommand, IntakeDesk } from './port.ts';

/** Reads what people hand over; one sentence says what became of it. */
export type Intake = {
  /** `article` is the id of what was read; null for a feed, or where nothing was. */
  add(
    url: string,
    addedBy: string,
  ): Promise<{ readonly words: string; readonly article: string | null }>;
  /** Reads a feed, and goes on reading it. */
  watch(url: string, addedBy: string): Promise<string>;
};

export type IntakeDeskOptions = {
  readonly intake: Intake;
  /** Who may: "slack:U012ABC", or "slack" for everybody there. */
  readonly curators: readonly string[];
};

/** Carries out /add and /watch, for those who may. */
export function openIntakeDesk({ intake, curators }: IntakeDeskOptions): IntakeDesk {
  return {
    async carryOut({ name, options }: IntakeCommand, { platform, user }: Incoming): Promise<Reply> {
      const person = `${platform}:${user}`;
      if (!curators.includes(person) && !curators.includes(platform)) {
        return say(
          `Articles and feeds are added by those whom the owner named in CURATORS; your name there is ${person}.`,
        );
      }
      const url = unwrap(options.url);
      if (!isWebAddress(url))
        return say(
          `“${url.slice(0, 80)}” is no web address. Write it as https://example.org/report.`,
        );
      if (name === 'watch') return say(await intake.watch(url, person), false);
      const { words, article } = await intake.add(url, person);
      return say(words, article === null, article);
    },
  };
}

/** Slack writes an address as <https://example.org/|example.org>. */
function unwrap(url: string): string {
  return url.trim().replace(/^<([^<>|]+)(?:\|[^<>]*)?>$/, '$1');
}

function say(text: string, abstained = true, article: string | null = null): Reply {
  return {
    blocks: [
      { kind: 'notice', tone: 'info', parts: [{ kind: 'text', text }] },
      ...(article === null
        ? []
        : [
            {
              kind: 'actions' as const,
              actions: [
                { kind: 'ask' as const, label: 'Show it', text: `/article ${article.slice(0, 8)}` },
              ],
            },
          ]),
    ],
    abstained,
    summary: text.slice(0, 150),
  };
}
