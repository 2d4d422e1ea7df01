import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export type WebServer = {
  /** "http://127.0.0.1:…" */
  readonly url: string;
  /** Answers a path from now on. */
  readonly on: (path: string, answer: Answer | string, type?: string) => void;
  /** Paths asked for, in order, robots.txt left out. */
  readonly asked: string[];
  readonly close: () => Promise<void>;
};

/** A web server that answers as it is told, on loopback; 404 for what it was told nothing of. */
export async function openWebServer(): Promise<WebServer> {
  const answers = new Map<string, Answer>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path !== '/robots.txt') asked.push(path);
    const answer = answers.get(path);
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    on(path, answer, type = 'application/rss+xml') {
      answers.set(
        path,
        typeof answer === 'string'
          ? (_, response) => response.writeHead(200, { 'content-type': type }).end(answer)
          : answer,
      );
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type Entry = {
  readonly link?: string;
  readonly guid?: string;
  readonly title?: string;
  readonly date?: string;
  readonly text?: string;
};

/** An RSS feed with the whole text of each entry. */
export function rss(entries: readonly Entry[]): string {
  const items = entries.map(
    ({ link, guid, title = 'A report', date, text }) => `<item><title>${title}</title>
${link === undefined ? '' : `<link>${link}</link>`}${guid === undefined ? '' : `<guid isPermaLink="false">${guid}</guid>`}
${date === undefined ? '' : `<pubDate>${date}</pubDate>`}
${text === undefined ? '' : `<content:encoded><![CDATA[${toHtml(text)}]]></content:encoded>`}</item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Gazette</title>${items.join('')}</channel></rss>`;
}

export function toHtml(text: string): string {
  return text
    .split('\n\n')
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('');
}

export function page(title: string, text: string): string {
  return `<!doctype html><html><head><title>${title}</title></head><body><main><article><h1>${title}</h1>${toHtml(text)}</article></main></body></html>`;
}
