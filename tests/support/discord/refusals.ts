import { RESTJSONErrorCodes } from 'discord-api-types/v10';

/** An answer other than success, as Discord words it. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: number,
    message: string,
    headers: Readonly<Record<string, string>> = {},
    extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
    this.extra = extra;
  }
}

export const refuse = {
  unauthorized: () => new Refusal(401, 0, '401: Unauthorized'),
  missingAccess: () => new Refusal(403, RESTJSONErrorCodes.MissingAccess, 'Missing Access'),
  missingPermissions: () =>
    new Refusal(403, RESTJSONErrorCodes.MissingPermissions, 'Missing Permissions'),
  unknownChannel: () => new Refusal(404, RESTJSONErrorCodes.UnknownChannel, 'Unknown Channel'),
  unknownMessage: () => new Refusal(404, RESTJSONErrorCodes.UnknownMessage, 'Unknown Message'),
  unknownInteraction: () =>
    new Refusal(404, RESTJSONErrorCodes.UnknownInteraction, 'Unknown interaction'),
  unknownWebhook: () => new Refusal(404, RESTJSONErrorCodes.UnknownWebhook, 'Unknown Webhook'),
  invalidWebhookToken: () =>
    new Refusal(401, RESTJSONErrorCodes.InvalidWebhookToken, 'Invalid Webhook Token'),
  alreadyAcknowledged: () =>
    new Refusal(
      400,
      RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged,
      'Interaction has already been acknowledged.',
    ),
  threadExists: () =>
    new Refusal(
      400,
      RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage,
      'A thread has already been created for this message',
    ),
  threadLocked: () => new Refusal(403, RESTJSONErrorCodes.ThreadLocked, 'Thread is locked'),
  threadArchived: () =>
    new Refusal(400, RESTJSONErrorCodes.InvalidActionOnArchivedThread, 'Thread is archived'),
  tooManyThreads: () =>
    new Refusal(
      400,
      RESTJSONErrorCodes.MaximumActiveThreads,
      'Maximum number of active threads reached',
    ),
  wrongChannelType: () =>
    new Refusal(
      400,
      RESTJSONErrorCodes.CannotExecuteActionOnThisChannelType,
      'Cannot execute action on this channel type',
    ),
  invalidBody: (problem: string) =>
    new Refusal(
      400,
      RESTJSONErrorCodes.InvalidFormBodyOrContentType,
      'Invalid Form Body',
      {},
      { errors: { body: { _errors: [{ code: 'BASE', message: problem }] } } },
    ),
  rateLimited: (seconds: number, isGlobal = false) =>
    new Refusal(
      429,
      0,
      'You are being rate limited.',
      {
        'retry-after': `${seconds}`,
        'x-ratelimit-scope': isGlobal ? 'global' : 'user',
        ...(isGlobal ? { 'x-ratelimit-global': 'true' } : { 'x-ratelimit-bucket': 'test' }),
      },
      { retry_after: seconds, global: isGlobal },
    ),
  broken: (status = 500) => new Refusal(status, 0, `${status}: Internal Server Error`),
};
