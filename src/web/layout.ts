import { html } from 'hono/html';
import { type Html, NOTHING } from './html.ts';

export type Page = {
  readonly title: string;
  /** Which entry of the navigation is this page; null for none. */
  readonly current: 'channel' | 'claims' | 'sources' | null;
  readonly body: Html;
  /** Changes with the files it stands for, so that browsers can keep them for ever. */
  readonly assets: string;
};

const NAVIGATION = [
  ['channel', '/', 'Channel'],
  ['claims', '/claims', 'Claims'],
  ['sources', '/sources', 'Sources'],
] as const;

/** A whole page, `body` being what stands in `<main>` and beside it. */
export function renderPage({ title, current, body, assets }: Page): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Muster</title>
<link rel="icon" href="/assets/${assets}/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/${assets}/page.css">
<script type="module" src="/assets/${assets}/page.ts"></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="masthead">
  <a class="wordmark" href="/">Muster</a>
  <nav aria-label="Pages">${NAVIGATION.map(
    ([name, href, label]) =>
      html`<a href="${href}" ${name === current ? html`aria-current="page"` : NOTHING}>${label}</a>`,
  )}</nav>
</header>
<div class="desk">${body}</div>
</body>
</html>`;
}
