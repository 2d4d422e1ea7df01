import { webApi } from '@slack/bolt';
import { PlainError } from '../../faults.ts';
import type { Examined } from '../port.ts';
import { type CallOptions, clientOptions, openCalls, refusal, toPlainError } from './calls.ts';
import { signIn } from './signing-in.ts';

export type SlackCheck = Omit<CallOptions, 'callTimeoutMs'> & {
  /** Null when requests come over HTTP. */
  readonly appToken: string | null;
  /** Channels that digests are to be posted in. */
  readonly channels: readonly string[];
};

const CALL_TIMEOUT_MS = 10_000;

/** What is wrong with Slack's tokens, scopes and channels. Posts nothing. */
export async function examineSlack(check: SlackCheck): Promise<Examined> {
  const options = { ...check, callTimeoutMs: CALL_TIMEOUT_MS };
  const calls = openCalls(options);
  const problems: string[] = [];
  const notes: string[] = [];
  const lacking: string[] = [];
  const note = (thrown: unknown): void => {
    if (!(thrown instanceof PlainError)) throw thrown;
    problems.push(thrown.message);
  };
  try {
    const { name, team, lacks } = await signIn(calls);
    if (lacks !== null) lacking.push(lacks);
    const scopes = lacks === null ? ', with every scope' : '';
    notes.push(`The bot's token is ${name}'s in the workspace ${team}${scopes}.`);
  } catch (thrown) {
    note(thrown);
  }
  if (check.appToken !== null) {
    const client = new webApi.WebClient(check.appToken, clientOptions(options));
    await client.apps.connections
      .open()
      .catch((thrown: unknown) => note(toPlainError(thrown, 'SLACK_APP_TOKEN')));
  }
  // Without a token that works, every channel would be said to be wrong too.
  if (problems.length > 0) return { problems: [...problems, ...lacking], notes };
  problems.push(...lacking);
  for (const channel of check.channels) {
    try {
      await calls.repeat((client) => client.conversations.history({ channel, limit: 1 }));
    } catch (thrown) {
      problems.push(
        `Slack's channel ${channel} cannot be read (${refusal(thrown) ?? 'no answer'}). Type /invite @Muster in it, or correct its id.`,
      );
    }
  }
  return { problems, notes };
}
