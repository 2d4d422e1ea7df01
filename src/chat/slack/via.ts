import { PlainError } from '../../faults.ts';
import type { SlackOptions } from './bot.ts';

/** The environment's part in how Slack's requests come. */
export type ViaVariables = {
  readonly SLACK_APP_TOKEN?: string | undefined;
  readonly SLACK_SIGNING_SECRET?: string | undefined;
  readonly SLACK_PORT: number;
  readonly HOST: string;
};

/** Socket Mode where there is a token for it, otherwise signed requests; throws a `PlainError` where there is neither. */
export function chooseVia(env: ViaVariables): SlackOptions['via'] {
  if (env.SLACK_APP_TOKEN) return { kind: 'socket', appToken: env.SLACK_APP_TOKEN };
  if (env.SLACK_SIGNING_SECRET) {
    return {
      kind: 'http',
      signingSecret: env.SLACK_SIGNING_SECRET,
      host: env.HOST,
      port: env.SLACK_PORT,
    };
  }
  throw new PlainError(
    'SLACK_BOT_TOKEN is set without SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP). Set one of them.',
  );
}
