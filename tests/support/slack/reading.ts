import { isJson } from './blocks.ts';

/** A message as a reader of the channel meets it. */
export type Read = {
  /** The words shown. */
  readonly shown: string;
  /** Whom it notifies: `here`, `channel`, `everyone`, user and group ids. */
  readonly pings: readonly string[];
  /** Where its links lead. */
  readonly links: readonly string[];
};

/** What one may post: `chat.postMessage`'s arguments as far as they change what is read. */
export type Posted = {
  readonly text?: unknown;
  readonly blocks?: unknown;
  readonly mrkdwn?: unknown;
  readonly parse?: unknown;
  readonly link_names?: unknown;
};

/** `<!here>`, `<@U1>`, `<!subteam^S1>`, `<!date^1^{date}|x>`, `<https://x|label>`. */
const CONTROL = /<(?<sign>[@!#]?)(?<target>[^<>|]+)(?:\|[^<>]*)?>/gu;
const BROADCAST = /^(?:here|channel|everyone)$/u;

/** Reads a message as Slack's own clients do: control sequences act in `text`, mrkdwn and markdown; rich text says what it is. */
export function readMessage(message: Posted): Read {
  const shown: string[] = [];
  const pings: string[] = [];
  const links: string[] = [];
  const act = (text: string): void => {
    for (const match of text.matchAll(CONTROL)) {
      const { sign = '', target = '' } = match.groups ?? {};
      if (sign === '@' || target.startsWith('subteam^')) pings.push(target);
      else if (sign === '!' && BROADCAST.test(target)) pings.push(target);
      else if (sign === '') links.push(target);
      else links.push(sign + target);
    }
  };
  if (typeof message.text === 'string') {
    act(message.text);
    if (message.parse === 'full' || message.link_names) {
      for (const match of message.text.matchAll(/@(?<name>here|channel|everyone)/gu)) {
        pings.push(match.groups?.name ?? '');
      }
    }
  }
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const each of value) visit(each);
      return;
    }
    if (!isJson(value)) return;
    const words = typeof value.text === 'string' ? value.text : '';
    switch (value.type) {
      case 'plain_text':
        shown.push(decode(words));
        return;
      case 'mrkdwn':
      case 'markdown':
        shown.push(decode(words));
        act(words);
        return;
      case 'text':
        shown.push(words);
        return;
      case 'link':
        shown.push(words || String(value.url));
        links.push(String(value.url));
        return;
      case 'user':
        pings.push(String(value.user_id));
        return;
      case 'usergroup':
        pings.push(String(value.usergroup_id));
        return;
      case 'broadcast':
        pings.push(String(value.range));
        return;
      case 'image':
        shown.push(String(value.alt_text));
        return;
      case 'rich_text_section':
        visit(value.elements);
        shown.push('\n');
        return;
      default:
        for (const each of Object.values(value)) visit(each);
    }
  };
  visit(message.blocks);
  return { shown: shown.join(''), pings, links };
}

function decode(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
