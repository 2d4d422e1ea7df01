/** What the bot's token is granted, each with what asks for it. */
export const BOT_SCOPES = [
  'app_mentions:read', // the event app_mention
  'channels:history', // message.channels, and reading threads back
  'chat:write', // answers
  'commands', // slash commands and the message shortcut
  'files:read', // files that people hand over
  'files:write', // pictures
  'groups:history', // message.groups, and reading threads back
  'im:history', // message.im, and reading threads back
  'im:write', // a word to whoever subscribed a channel that cannot be posted to
  'reactions:write', // the waiting sign
  'users:read', // whether somebody is an admin, who may change a channel's digest
] as const;

/** Scopes that came later: a token without them serves for all the rest, and Muster says what it lacks. */
export const LATER_SCOPES: ReadonlySet<(typeof BOT_SCOPES)[number]> = new Set(['files:read']);

/** The events that the bot listens to. */
export const BOT_EVENTS = [
  'app_home_opened',
  'app_mention',
  'message.channels',
  'message.groups',
  'message.im',
] as const;
