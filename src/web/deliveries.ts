import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Delivery, DeliveryStatus, Outbox } from '../store/port.ts';
import { describeInstant, type Html, NOTHING } from './html.ts';

export type DeliveriesOptions = {
  readonly outbox: Pick<Outbox, 'recent'>;
  /** Wraps a body into a page. */
  page(title: string, current: null, body: Html): Html | Promise<Html>;
};

const LISTED = 200;

const STATES: Readonly<Record<DeliveryStatus, string>> = {
  pending: 'waiting',
  sent: 'sent, not confirmed yet',
  confirmed: 'confirmed',
  failed: 'failed',
  skipped: 'skipped',
};

/** What went out to channels, and what did not, with the reason. */
export function deliveryRoutes({ outbox, page }: DeliveriesOptions): Hono {
  return new Hono().get('/deliveries', async (context) => {
    const deliveries = await outbox.recent(LISTED);
    const body = html`<main id="main" class="wide">
      <h1>Deliveries</h1>
      <p class="standfirst">What was posted to channels, the newest first, and what was not, with the reason.</p>
      ${deliveries.length === 0 ? html`<p class="empty">Nothing has been posted to a channel yet.</p>` : renderTable(deliveries)}
    </main>`;
    return context.html(await page('Deliveries', null, body));
  });
}

/** Roles are spelled out because a narrow window lays the cells out one below the other. */
function renderTable(deliveries: readonly Delivery[]): Html {
  return html`<table class="claims" role="table">
    <thead role="rowgroup"><tr role="row">${['Post', 'When', 'To', 'State', 'Tries'].map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}</tr></thead>
    <tbody role="rowgroup">${deliveries.map(renderRow)}</tbody>
  </table>`;
}

function renderRow({
  key,
  platform,
  channel,
  status,
  attempts,
  reason,
  updatedAt,
}: Delivery): Html {
  return html`<tr role="row">
    <td role="cell"><code>${key}</code></td>
    <td role="cell" data-label="When"><time datetime="${new Date(updatedAt).toISOString()}">${describeInstant(updatedAt)}</time></td>
    <td role="cell" data-label="To">${platform} · ${channel}</td>
    <td role="cell" data-label="State"><div><span class="kind">${STATES[status]}</span>${reason === null ? NOTHING : html` ${reason}`}</div></td>
    <td role="cell" data-label="Tries">${attempts}</td>
  </tr>`;
}
