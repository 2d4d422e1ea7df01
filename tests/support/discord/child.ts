import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDesk } from '../../../src/chat/desk.ts';
import { openDiscord } from '../../../src/chat/discord/bot.ts';
import { openStore } from '../../../src/store/kysely.ts';
import { openSmallAnswerer } from './scene.ts';
import { TOKEN } from './server.ts';

/** A bot in a process of its own, to be killed: `child.ts <API address> <database>`. Says "ready" once it is. */
const [apiUrl = '', file = ''] = process.argv.slice(2);
const { threads, inbox, outbox, corrections } = await openStore({ file });
const log = {
  info: () => {},
  warn: () => {},
  error: (fields: object, message: string) => console.error(message, fields),
};
const answerer = openSmallAnswerer([]);
const desk = openDesk({
  answerer: {
    ...answerer,
    // Long enough to be killed in.
    async answer(question) {
      await sleep(15);
      return answerer.answer(question);
    },
  },
  threads,
  inbox,
  corrections,
  log,
  now: Date.now,
  perUser: { burst: 10_000, perMinute: 10_000 },
});
const bot = openDiscord({ token: TOKEN, apiUrl, desk, log, now: Date.now, threads, outbox, inbox });
await bot.start();
console.log('ready');
