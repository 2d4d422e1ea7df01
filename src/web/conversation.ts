import { createHash, randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { COMMANDS, type CommandSpec } from '../answers/commands.ts';
import { noteCorrections } from '../answers/corrected.ts';
import type { PictureSpec, Reply } from '../answers/reply.ts';
import type { Desk } from '../chat/port.ts';
import type { Corrections, Threads, Turn } from '../store/port.ts';
import { readFiles, renderAdding } from './adding.ts';
import { complete } from './completion.ts';
import { count, describeInstant, type Html, NOTHING } from './html.ts';
import { type Place, renderReply } from './render.ts';

export type ConversationOptions = {
  readonly desk: Desk;
  readonly threads: Threads;
  readonly corrections: Pick<Corrections, 'all'>;
  /** Draws a picture as SVG; null when the page is to show its words instead. */
  readonly renderPicture:
    | ((picture: PictureSpec, theme: 'light' | 'dark') => string | Promise<string>)
    | null;
  /** Whether articles may be added from the page. */
  readonly takesFiles: boolean;
  /** Who asks, as far as the page knows. */
  userOf(context: Context): string;
  /** Wraps a body into a page. */
  page(title: string, current: 'channel' | null, body: Html): Html | Promise<Html>;
};

/** The page is one channel. */
const CHANNEL = 'page';
const LISTED_THREADS = 40;
/** Answers shown whole in the channel; older ones are a line each. */
const WHOLE_ANSWERS = 1;
/** Briefings offered in an empty channel. */
const OFFERED_TOPICS = 6;
const MAX_QUESTION_CHARS = 2_000;

function threadKey(thread: string): string {
  return `web:${CHANNEL}:${thread}`;
}

/** The channel with its composer, a page for each thread, and what both post to. */
export function conversationRoutes(options: ConversationOptions): Hono {
  const { desk, threads } = options;
  const app = new Hono();

  const turnsOf = (thread: string): Promise<readonly Turn[]> => threads.turns(threadKey(thread));

  app.get('/', async (context) => {
    const corrected = await options.corrections.all();
    const live = await threads.live('web', 0, LISTED_THREADS);
    const entries = await Promise.all(
      live.map(async ({ thread }) => ({ thread, turns: await turnsOf(thread) })),
    );
    const asked = entries.filter(({ turns }) => turns.length > 0);
    const body = html`<main id="main" class="column">
      <h1 class="visually-hidden">Channel</h1>
      ${renderComposer('/ask', 'Ask the desk')}
      ${options.takesFiles ? renderAdding(freshNonce()) : NOTHING}
      ${asked.length === 0 ? renderWelcome(await desk.suggest('topic', '', OFFERED_TOPICS), options.takesFiles) : NOTHING}
      <div id="feed">
        ${asked.slice(0, WHOLE_ANSWERS).map(({ thread, turns }) => renderEntry(thread, turns, corrected))}
      </div>
      ${renderEarlier(asked.slice(WHOLE_ANSWERS))}
    </main>`;
    return context.html(await options.page('Channel', 'channel', body));
  });

  app.post('/ask', async (context) => {
    const { text, nonce } = await readQuestion(context);
    if (text === '') return context.redirect('/', 303);
    const thread = once(nonce, text);
    const reply = await ask(context, thread, null, text, thread);
    const turns = await turnsOf(thread);
    if (turns.length === 0) return sayOnce(context, text, reply);
    if (isFragment(context)) {
      return context.html(await renderEntry(thread, turns, await options.corrections.all()));
    }
    return context.redirect(`/threads/${thread}`, 303);
  });

  app.post('/add', async (context) => {
    const { files, open, nonce } = await readFiles(context);
    if (files.length === 0) return context.redirect('/', 303);
    const names = files.map(({ name }) => name).join(', ');
    const text = `/add ${names}`;
    const event = once(
      nonce || freshNonce(),
      files.map(({ name, bytes }) => `${name} ${bytes}`).join('\n'),
    );
    const user = options.userOf(context);
    const asked = { platform: 'web', event, user, channel: CHANNEL, thread: null } as const;
    const answered = await desk.ask({ ...asked, text: '/add', files }, open);
    return sayOnce(context, text, answered?.reply ?? null);
  });

  app.get('/threads/:thread', async (context) => {
    const thread = context.req.param('thread');
    const turns = await turnsOf(thread);
    const [first] = turns;
    if (!first) return context.notFound();
    const corrected = await options.corrections.all();
    const body = html`<main id="main" class="column">
      <p class="crumbs"><a href="/">Channel</a></p>
      <h1 class="thread-title">${first.text}</h1>
      <div id="turns">${turns.map((turn, index) => renderTurn(thread, turn, index, corrected))}</div>
      ${renderComposer(`/threads/${thread}`, 'Ask a follow-up')}
    </main>`;
    return context.html(await options.page(first.text.slice(0, 80), null, body));
  });

  app.post('/threads/:thread', async (context) => {
    const thread = context.req.param('thread');
    if (!(await desk.isOurs('web', CHANNEL, thread))) return context.notFound();
    const { text, nonce } = await readQuestion(context);
    const before = (await turnsOf(thread)).length;
    const reply =
      text === ''
        ? null
        : await ask(context, once(nonce, `${thread} ${text}`), thread, text, thread);
    const turns = await turnsOf(thread);
    if (reply !== null && turns.length === before) return sayOnce(context, text, reply);
    if (isFragment(context)) {
      const fresh = turns
        .slice(before)
        .map((turn, index) => renderTurn(thread, turn, before + index, new Map()));
      return context.html(await html`${fresh}`);
    }
    return context.redirect(`/threads/${thread}#turn-${turns.length}`, 303);
  });

  app.get('/threads/:thread/pictures/:turn/:block/:theme', async (context) => {
    const { thread, turn, block, theme } = context.req.param();
    const reply = (await turnsOf(thread))[Number(turn)]?.reply as Reply | undefined;
    const shown = reply?.blocks[Number(block)];
    if (options.renderPicture === null || shown?.kind !== 'picture') return context.notFound();
    if (theme !== 'light.svg' && theme !== 'dark.svg') return context.notFound();
    const svg = await options.renderPicture(shown.picture, theme === 'dark.svg' ? 'dark' : 'light');
    return context.body(svg, 200, {
      'Content-Type': 'image/svg+xml; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; font-src data:",
    });
  });

  app.get('/complete', async (context) => {
    const suggest: Desk['suggest'] = (what, prefix, limit) => desk.suggest(what, prefix, limit);
    return context.json(await complete(context.req.query('text') ?? '', suggest));
  });

  app.post('/wrong', async (context) => {
    const form = await context.req.parseBody();
    const text = String(form.text ?? '').trim();
    const claim = String(form.claim ?? '') || null;
    const thread = /^[0-9a-f]{12}$/u.exec(String(form.thread ?? ''))?.[0];
    const turnedAway =
      text === ''
        ? 'Say in a few words what would be right.'
        : await desk.reportWrong(claim, options.userOf(context), text.slice(0, MAX_QUESTION_CHARS));
    const words = turnedAway ?? 'Thank you. The owner will see it.';
    if (isFragment(context)) return context.text(words);
    const back = thread ? `/threads/${thread}` : '/';
    const body = html`<main id="main" class="column"><h1>Report</h1><p>${words}</p><p><a href="${back}">Back to the answer</a></p></main>`;
    return context.html(await options.page('Report', null, body));
  });

  /** Puts a question to the desk and keeps the answer; null for a repeat of a question, which changes nothing. */
  async function ask(
    context: Context,
    event: string,
    thread: string | null,
    text: string,
    recordAs: string,
  ): Promise<Reply | null> {
    const answered = await desk.ask({
      platform: 'web',
      event,
      user: options.userOf(context),
      channel: CHANNEL,
      thread,
      text,
    });
    await answered?.record(recordAs);
    return answered?.reply ?? null;
  }

  /** Shows a reply that no thread keeps: articles were added, or the desk turned the question away or is still at its first copy. */
  async function sayOnce(context: Context, text: string, reply: Reply | null): Promise<Response> {
    const said = reply
      ? renderReply(reply, placeOf('', 'once', 0))
      : html`<p class="notice">This question is being answered already. Look again in a moment.</p>`;
    const piece = html`<article class="entry"><header class="asked"><h2>${text}</h2></header><div class="answer">${said}</div></article>`;
    if (isFragment(context)) return context.html(await piece);
    const title = reply?.abstained === false ? 'Done' : 'Not answered';
    const body = html`<main id="main" class="column"><h1 class="visually-hidden">${title}</h1>${piece}<p class="opens"><a class="button" href="/">Back to the channel</a></p></main>`;
    return context.html(await options.page(title, null, body));
  }

  function placeOf(thread: string, id: string, turn: number): Place {
    return {
      id,
      thread,
      nonce: freshNonce(),
      pictureUrl: (block, theme) =>
        options.renderPicture && `/threads/${thread}/pictures/${turn}/${block}/${theme}.svg`,
    };
  }

  function renderTurn(thread: string, turn: Turn, index: number, corrected: Corrected): Html {
    const id = `turn-${index + 1}`;
    return html`<article class="turn" id="${id}">
      <header class="asked">
        ${index === 0 ? NOTHING : html`<h2>${turn.text}</h2>`}
        <p class="meta"><time datetime="${new Date(turn.at).toISOString()}">${describeInstant(turn.at)}</time></p>
      </header>
      <div class="answer">${renderAnswer(turn, placeOf(thread, id, index), corrected)}</div>
    </article>`;
  }

  function renderEntry(thread: string, turns: readonly Turn[], corrected: Corrected): Html {
    const [first] = turns;
    if (!first) return NOTHING;
    const id = `thread-${thread}`;
    const followUps = turns.length - 1;
    return html`<article class="entry" id="${id}">
      <header class="asked">
        <h2><a class="plain" href="/threads/${thread}">${first.text}</a></h2>
        <p class="meta"><time datetime="${new Date(first.at).toISOString()}">${describeInstant(first.at)}</time></p>
      </header>
      <div class="answer">${renderAnswer(first, placeOf(thread, id, 0), corrected)}</div>
      <p class="opens"><a class="button" href="/threads/${thread}#ask">${followUps === 0 ? 'Open the thread' : `Open the thread · ${count(followUps, 'follow-up')}`}</a></p>
    </article>`;
  }

  return app;
}

type Corrected = Awaited<ReturnType<Corrections['all']>>;

/** An answer as it was given, under what the owner has since withdrawn or corrected of it. */
function renderAnswer(turn: Turn, place: Place, corrected: Corrected): Html {
  const reply = turn.reply as Reply;
  const note = noteCorrections([reply], corrected, turn.at);
  const noted = note === null ? NOTHING : renderReply({ ...reply, blocks: [note] }, place);
  return html`${noted}${renderReply(reply, place)}`;
}

type Asked = { readonly thread: string; readonly turns: readonly Turn[] };

function renderEarlier(asked: readonly Asked[]): Html {
  if (asked.length === 0) return NOTHING;
  return html`<section class="earlier" aria-labelledby="earlier">
    <h2 id="earlier">Earlier</h2>
    <ul>${asked.map(({ thread, turns }) => {
      const [first] = turns;
      if (!first) return NOTHING;
      const { summary } = first.reply as Reply;
      return html`<li><a class="plain" href="/threads/${thread}">${first.text}</a> <span class="summary">${summary}</span>
        <time datetime="${new Date(first.at).toISOString()}">${describeInstant(first.at)}</time></li>`;
    })}</ul>
  </section>`;
}

function renderComposer(action: string, label: string): Html {
  const isThread = action !== '/ask';
  const example = isThread
    ? 'how many? · who said that? · is that confirmed?'
    : '/briefing or a question';
  const hint = isThread
    ? 'Plain words go on where this thread stands.'
    : 'Start with / for commands, or ask in plain words.';
  return html`<form class="composer" id="ask" method="post" action="${action}" data-asks>
    <input type="hidden" name="nonce" value="${freshNonce()}">
    <label for="question">${label}</label>
    <div class="field" data-completes>
      <input id="question" name="text" type="text" maxlength="${MAX_QUESTION_CHARS}" autocomplete="off" autocapitalize="off" spellcheck="false" placeholder="${example}" aria-describedby="hint" required>
      <button>Ask</button>
    </div>
    <p class="hint" id="hint">${hint}</p>
    <p class="visually-hidden" role="status"></p>
  </form>`;
}

/** Commands that only a channel of a chat can carry out, and those that a page without curators refuses. */
const IN_CHATS: readonly string[] = ['digest'];
const OF_CURATORS: readonly string[] = ['add', 'watch'];

/** What can be asked, for a channel in which nothing was asked yet. */
function renderWelcome(topics: readonly string[], mayAdd: boolean): Html {
  const useless = mayAdd ? IN_CHATS : [...IN_CHATS, ...OF_CURATORS];
  const commands = COMMANDS.filter(({ name }) => !useless.includes(name));
  const buttons = topics.map((topic) => {
    const command = `/briefing ${topic}`;
    return html`<form method="post" action="/ask" data-asks>
      <input type="hidden" name="nonce" value="${freshNonce()}">
      <button class="quiet" name="text" value="${command}">${topic}</button>
    </form>`;
  });
  return html`<div class="welcome" id="welcome">
    ${topics.length === 0 ? NOTHING : html`<h2>Start with a briefing</h2><div class="actions">${buttons}</div>`}
    <h2>What can be asked</h2>
    <dl>${commands.map(
      (spec: CommandSpec) =>
        html`<div><dt><code>${spec.example}</code></dt><dd>${spec.description}</dd></div>`,
    )}</dl>
  </div>`;
}

async function readQuestion(context: Context): Promise<{ text: string; nonce: string }> {
  const form = await context.req.parseBody();
  return {
    text: String(form.text ?? '')
      .trim()
      .slice(0, MAX_QUESTION_CHARS),
    nonce: String(form.nonce ?? '').slice(0, 200) || freshNonce(),
  };
}

/** The page's script asks for the new piece alone. */
function isFragment(context: Context): boolean {
  return context.req.header('muster-fragment') === '1';
}

function freshNonce(): string {
  return randomBytes(9).toString('base64url');
}

/** The same form sent twice is one question; another question in the same form is another. */
function once(nonce: string, text: string): string {
  return createHash('sha256').update(`${nonce}\n${text}`).digest('hex').slice(0, 12);
}
