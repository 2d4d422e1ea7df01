import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { streamText } from 'hono/streaming';
import { toEvidence } from '../answers/evidence.ts';
import { relayedBy, verbOf, whenSaid, whoSays } from '../answers/wording.ts';
import { KINDS } from '../claims/claim.ts';
import type { Span } from '../corpus/article.ts';
import { describeDate } from '../corpus/dates/describe.ts';
import type { Library } from '../store/port.ts';
import { count, type Html, NOTHING } from './html.ts';
import {
  type ClaimFilter,
  findClaims,
  type HeldClaim,
  openTally,
  placesOf,
  readFilter,
  toCsvLine,
  toRow,
} from './ledger.ts';
import { articleUrl, renderRoom } from './reading-room.ts';

export type RoomsOptions = {
  readonly library: Pick<Library, 'list' | 'articles' | 'claimsOf'>;
  readonly hasDeliveries: boolean;
  /** Wraps a body into a page. */
  page(title: string, current: 'claims' | 'sources' | null, body: Html): Html | Promise<Html>;
};

/** Claims shown at a time. */
const PAGE_SIZE = 50;
/** Claims counted beyond those shown: a large library is not read to its end for one page. */
const COUNTED = 1_000;
/** Articles listed at a time. */
const LISTED = 200;
/** Names offered for a field of the filter, the commonest of what it leaves. */
const OFFERED = 60;

/** The reading room, the claims table with its downloads, and the sources. */
export function roomRoutes({ library, hasDeliveries, page }: RoomsOptions): Hono {
  const app = new Hono();

  app.get('/articles/:id', async (context) => {
    const [article] = await library.articles([context.req.param('id')]);
    if (!article) return context.notFound();
    const others = article.published.evidence.flatMap((one) => one.article ?? []);
    const room = renderRoom({
      article,
      claims: await library.claimsOf([article.id]),
      others: new Map((await library.articles([...new Set(others)])).map((one) => [one.id, one])),
      cited: readSpan(context, article.text.length),
    });
    const body = html`<main id="main" class="wide">${room}</main>`;
    return context.html(await page(article.title, null, body));
  });

  app.get('/claims', async (context) => {
    const filter = readFilter(context.req.query());
    const skip = readSkip(context);
    const limit = Math.max(COUNTED, skip + PAGE_SIZE);
    const shown: HeldClaim[] = [];
    const [places, speakers] = [openTally(), openTally()];
    let found = 0;
    for await (const held of findClaims(library, filter)) {
      const { speaker } = held.claim;
      places.add(placesOf(held));
      speakers.add(speaker === null ? [] : [speaker.name ?? speaker.text]);
      if (found >= skip && shown.length < PAGE_SIZE) shown.push(held);
      found += 1;
      if (found > limit) break;
    }
    const outlets = (await library.list()).flatMap(({ outlet }) => outlet ?? []);
    const offers = {
      outlets: [...new Set(outlets)].sort((a, b) => a.localeCompare(b)),
      places: places.top(OFFERED),
      speakers: speakers.top(OFFERED),
    };
    const search = toSearch(filter);
    const body = html`<main id="main" class="wide">
      <h1>Claims</h1>
      <p class="standfirst">Each statement that the articles hold: who makes it, through whom, and when.</p>
      ${renderFilter(filter, offers)}
      <p class="found" role="status">${found > limit ? html`more than ${count(limit, 'claim')}` : count(found, 'claim')}${found > PAGE_SIZE ? html`, ${(skip + 1).toLocaleString('en-GB')} to ${(skip + shown.length).toLocaleString('en-GB')} shown` : NOTHING}
        <span class="downloads"><a href="/claims.csv${search}" download>CSV</a> <a href="/claims.json${search}" download>JSON</a></span></p>
      ${shown.length === 0 ? html`<p class="empty">No claim held passes this filter. Take one of its words out.</p>` : renderTable(shown)}
      ${renderPaging((from) => `/claims${toSearch(filter, from)}`, skip, PAGE_SIZE, found)}
    </main>`;
    return context.html(await page('Claims', 'claims', body));
  });

  app.get('/claims.csv', (context) => {
    context.header('Content-Type', 'text/csv; charset=utf-8');
    context.header('Content-Disposition', 'attachment; filename="claims.csv"');
    return streamText(context, async (stream) => {
      // Spreadsheets take a file without the byte order mark for the local code page.
      await stream.write('\uFEFF');
      let isFirst = true;
      for await (const held of findClaims(library, readFilter(context.req.query()))) {
        const row = toRow(held);
        if (isFirst) await stream.write(toCsvLine(Object.keys(row)));
        isFirst = false;
        await stream.write(toCsvLine(Object.values(row)));
      }
    });
  });

  app.get('/claims.json', (context) => {
    context.header('Content-Type', 'application/json; charset=utf-8');
    context.header('Content-Disposition', 'attachment; filename="claims.json"');
    return streamText(context, async (stream) => {
      let before = '[\n';
      for await (const held of findClaims(library, readFilter(context.req.query()))) {
        await stream.write(`${before}${JSON.stringify(toRow(held))}`);
        before = ',\n';
      }
      await stream.write(before === '[\n' ? '[]\n' : '\n]\n');
    });
  });

  app.get('/sources', async (context) => {
    const articles = await library.list();
    const skip = readSkip(context);
    const body = html`<main id="main" class="wide">
      <h1>Sources</h1>
      <p class="standfirst">Answers are cut from ${count(articles.length, 'article')} and from nothing else.${hasDeliveries ? html` <a href="/deliveries">What was posted to channels</a>` : NOTHING}</p>
      ${articles.length === 0 ? html`<p class="empty">Nothing is loaded. Put articles (.txt, .md or .html) into a folder that the configuration names.</p>` : NOTHING}
      <ul class="articles">${articles.slice(skip, skip + LISTED).map(
        ({ id, title, outlet, published, claims, language, url, origin }) => html`<li>
          <h2><a class="plain" href="${articleUrl(id, null)}">${title}</a></h2>
          <p class="meta">${outlet ?? 'Outlet not shown'} · ${describeDate(published)} · ${language === 'en' ? html`<a href="/articles/${id}#claims">${count(claims, 'claim')}</a>` : html`in another language (${language}), not read for claims`}</p>
          <p class="meta origin">${url ?? origin}</p>
        </li>`,
      )}</ul>
      ${renderPaging((from) => (from > 0 ? `/sources?from=${from}` : '/sources'), skip, LISTED, articles.length)}
    </main>`;
    return context.html(await page('Sources', 'sources', body));
  });

  return app;
}

function readSpan(context: Context, length: number): Span | null {
  const start = Number(context.req.query('start') ?? Number.NaN);
  const end = Number(context.req.query('end') ?? Number.NaN);
  const isSpan =
    Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end && end <= length;
  return isSpan ? { start, end } : null;
}

type Offers = {
  readonly outlets: readonly string[];
  readonly places: readonly string[];
  readonly speakers: readonly string[];
};

/** A plain form: it narrows without a script. */
function renderFilter(filter: ClaimFilter, offers: Offers): Html {
  const words = (
    name: 'words' | 'place' | 'speaker',
    label: string,
    list: readonly string[],
  ): Html =>
    html`<p><label for="f-${name}">${label}</label><input id="f-${name}" name="${name}" value="${filter[name]}" ${list.length > 0 ? html`list="l-${name}"` : NOTHING} autocomplete="off">${list.length > 0 ? html`<datalist id="l-${name}">${list.map((one) => html`<option value="${one}"></option>`)}</datalist>` : NOTHING}</p>`;
  const choice = (
    name: 'kind' | 'outlet',
    label: string,
    all: string,
    values: readonly string[],
  ): Html =>
    html`<p><label for="f-${name}">${label}</label><select id="f-${name}" name="${name}"><option value="">${all}</option>${values.map(
      (value) =>
        html`<option value="${value}" ${filter[name] === value ? html`selected` : NOTHING}>${value.replaceAll('-', ' ')}</option>`,
    )}</select></p>`;
  const day = (name: 'since' | 'until', label: string): Html =>
    html`<p><label for="f-${name}">${label}</label><input id="f-${name}" name="${name}" type="date" value="${filter[name] ?? ''}"></p>`;
  return html`<form class="filter" method="get" action="/claims" role="search">
    ${words('words', 'Words', [])}
    ${choice('kind', 'Kind', 'every kind', KINDS)}
    ${words('place', 'Place', offers.places)}
    ${words('speaker', 'Speaker', offers.speakers)}
    ${choice('outlet', 'Outlet', 'every outlet', offers.outlets)}
    ${day('since', 'Said since')}
    ${day('until', 'Said until')}
    <p class="go"><button>Filter</button> <a href="/claims">Clear</a></p>
  </form>`;
}

/** Roles are spelled out because a narrow window lays the cells out one below the other. */
function renderTable(rows: readonly HeldClaim[]): Html {
  return html`<table class="claims" role="table">
    <thead role="rowgroup"><tr role="row">${['Claim', 'Who', 'When', 'Kind', 'Places', 'Article'].map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}</tr></thead>
    <tbody role="rowgroup">${rows.map(renderRow)}</tbody>
  </table>`;
}

function renderRow({ claim, article }: HeldClaim): Html {
  const evidence = toEvidence(claim, article);
  const via = relayedBy(evidence);
  const places = [
    ...new Set(claim.places.filter((one) => !one.isGovernment).map(({ name }) => name)),
  ];
  return html`<tr role="row">
    <td role="cell" class="what"><a class="plain" href="${articleUrl(article.id, claim.sentence)}" data-reads>${evidence.text}</a></td>
    <td role="cell" data-label="Who"><div><span class="who">${whoSays(evidence)}</span> ${verbOf(evidence)}${via === null ? NOTHING : html` <span class="chip">via ${via}</span>`}</div></td>
    <td role="cell" data-label="When">${whenSaid(evidence)}</td>
    <td role="cell" data-label="Kind"><div><span class="kind">${claim.kind.replaceAll('-', ' ')}</span>${claim.negated ? html` <span class="kind">negative</span>` : NOTHING}</div></td>
    <td role="cell" data-label="Places" class="${places.length === 0 ? 'is-empty' : ''}">${places.join(', ')}</td>
    <td role="cell" data-label="Article"><a class="clipped" href="${articleUrl(article.id, null)}">${article.outlet ?? article.title}</a></td>
  </tr>`;
}

function renderPaging(
  urlOf: (from: number) => string,
  skip: number,
  size: number,
  found: number,
): Html {
  if (skip === 0 && found <= size) return NOTHING;
  const link = (from: number, label: string): Html =>
    html`<a class="button" href="${urlOf(from)}">${label}</a>`;
  return html`<nav class="paging" aria-label="More of the list">
    ${skip > 0 ? link(Math.max(0, skip - size), 'Back') : NOTHING}
    ${skip + size < found ? link(skip + size, 'Further') : NOTHING}
  </nav>`;
}

/** How many entries of a list the address leaves out before the first shown. */
function readSkip(context: Context): number {
  const from = Math.trunc(Number(context.req.query('from') ?? 0));
  return Number.isSafeInteger(from) && from > 0 ? from : 0;
}

/** The filter as the address writes it. */
function toSearch(filter: ClaimFilter, from = 0): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) search.set(name, value);
  if (from > 0) search.set('from', String(from));
  return search.size === 0 ? '' : `?${search}`;
}
