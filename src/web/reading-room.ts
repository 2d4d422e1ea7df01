import { html } from 'hono/html';
import { toEvidence } from '../answers/evidence.ts';
import { relayedBy, verbOf, whenSaid, whoSays } from '../answers/wording.ts';
import type { Claim } from '../claims/claim.ts';
import { type Article, cut, type DateEvidence, type Span } from '../corpus/article.ts';
import { describeDate } from '../corpus/dates/describe.ts';
import { count, type Html, NOTHING } from './html.ts';
import { type Segment, type ShownParagraph, toParagraphs } from './segments.ts';

export type Room = {
  readonly article: Article;
  readonly claims: readonly Claim[];
  /** Articles that the date rests on besides this one, by id. */
  readonly others: ReadonlyMap<string, Article>;
  /** The words that an answer cites; null when the article is opened for itself. */
  readonly cited: Span | null;
};

/** An article as read, with what was cited, claimed, dropped and dated in it. */
export function renderRoom(room: Room): Html {
  const { article, claims } = room;
  const paragraphs = toParagraphs(article, room.cited);
  return html`<section class="room" id="room" aria-labelledby="room-title">
    <header class="room-head">
      <h1 id="room-title">${article.title}</h1>
      <p class="meta">${article.outlet ?? 'Outlet not shown'} · ${describeDate(article.published)} · ${count(claims.length, 'claim')}${article.language === 'en' ? NOTHING : html` · not in English, so not read for claims`}</p>
      <p class="meta">${article.url ? html`<a href="${article.url}" rel="noreferrer nofollow">${article.url}</a>` : article.origin}</p>
    </header>
    <div class="room-body">
      <div class="text" lang="${article.language}">${renderText(paragraphs)}</div>
      <div class="notes">
        ${renderCitedClaims(room)}
        ${renderDating(room)}
        ${renderDropped(article)}
      </div>
    </div>
    ${renderClaims(article, claims)}
  </section>`;
}

function renderText(paragraphs: readonly ShownParagraph[]): Html {
  let isMarked = false;
  const renderSegment = (segment: Segment): Html => {
    const { text, sentence, opensSentence, dropped, isCited } = segment;
    const id = opensSentence ? html` id="s-${sentence}"` : NOTHING;
    const opensCited = isCited && !isMarked;
    if (opensCited) isMarked = true;
    const words = isCited
      ? html`<mark${opensCited ? html` id="cited"` : NOTHING}>${text}</mark>`
      : html`${text}`;
    if (dropped !== null)
      return html`<span class="dropped" title="Left out: ${dropped}">${words}</span>`;
    return sentence === null ? words : html`<span class="sentence"${id}>${words}</span>`;
  };
  return html`${paragraphs.map(({ number, isHeadline, segments }) => {
    const isDropped = segments.every(({ dropped, text }) => dropped !== null || text.trim() === '');
    const kind = isDropped ? 'left-out' : isHeadline ? 'headline' : 'line';
    return html`<p class="${kind}" id="p-${number}"><span class="number" aria-hidden="true">${number}</span>${segments.map(renderSegment)}</p>`;
  })}`;
}

function renderDating({ article, others }: Room): Html {
  const { basis, evidence } = article.published;
  const intro = {
    stated: 'The date is stated.',
    inferred: 'No date is stated; these passages bound it.',
    unknown: 'Nothing held bounds the date of this article.',
  }[basis];
  return html`<section aria-labelledby="dating"><h2 id="dating">When it was published</h2>
    <p><strong>${describeDate(article.published)}</strong></p>
    <p>${intro}</p>
    ${evidence.length === 0 ? NOTHING : html`<ul class="evidence">${evidence.map((one) => renderEvidence(one, article, others))}</ul>`}
  </section>`;
}

function renderEvidence(
  { article: id, span, shows }: DateEvidence,
  article: Article,
  others: ReadonlyMap<string, Article>,
): Html {
  const holder = id === null || id === article.id ? article : others.get(id);
  if (span === null || id === null || !holder) return html`<li>${shows}</li>`;
  const quote = cut(holder, span).trim();
  const href = holder === article ? sentenceUrl(article, span.start) : articleUrl(holder.id, span);
  const where = holder === article ? NOTHING : html` <span class="from">${holder.title}</span>`;
  return html`<li>${shows}: <a href="${href}" data-reads>“${quote}”</a>${where}</li>`;
}

/** What was read from the cited words, beside them. */
function renderCitedClaims({ article, claims, cited }: Room): Html {
  if (cited === null) return NOTHING;
  const read = claims.filter(
    ({ sentence }) => sentence.start < cited.end && cited.start < sentence.end,
  );
  return html`<section aria-labelledby="read"><h2 id="read">Read from the marked words</h2>
    ${read.length === 0 ? html`<p>No claim: an answer cites them as they stand.</p>` : html`<ol class="ledger">${read.map((claim) => html`<li>${renderClaim(article, claim)}</li>`)}</ol>`}
  </section>`;
}

function renderClaims(article: Article, claims: readonly Claim[]): Html {
  if (claims.length === 0) return NOTHING;
  return html`<section class="all-claims" aria-labelledby="claims"><h2 id="claims">${claims.length === 1 ? 'The claim in it' : `All ${claims.length} claims in it`}</h2>
    <ol class="ledger">${claims.map((claim) => html`<li id="${claim.id}">${renderClaim(article, claim)}</li>`)}</ol>
  </section>`;
}

function renderClaim(article: Article, claim: Claim): Html {
  const evidence = toEvidence(claim, article);
  const via = relayedBy(evidence);
  return html`<p class="attribution"><span class="who">${whoSays(evidence)}</span> ${verbOf(evidence)}${via === null ? NOTHING : html` <span class="chip">via ${via}</span>`} <span class="chip">${whenSaid(evidence)}</span></p>
    <p class="what"><a class="plain" href="${sentenceUrl(article, claim.sentence.start)}">${evidence.text}</a></p>
    <p class="tags"><span class="kind">${claim.kind.replaceAll('-', ' ')}</span>${claim.negated ? html` <span class="kind">negative</span>` : NOTHING}${claim.places
      .filter(({ isGovernment }) => !isGovernment)
      .map(({ name }) => html` <span class="place">${name}</span>`)}</p>`;
}

function renderDropped(article: Article): Html {
  if (article.dropped.length === 0) return NOTHING;
  return html`<section aria-labelledby="dropped"><h2 id="dropped">Left out</h2>
    <p>Not part of the article; kept here so that nothing vanishes.</p>
    <ul class="left-outs">${article.dropped.map(
      ({ span, why }) =>
        html`<li><span class="why">${why}</span> ${shorten(cut(article, span).replaceAll(/\s+/gu, ' ').trim())}</li>`,
    )}</ul>
  </section>`;
}

function sentenceUrl(article: Article, start: number): string {
  return `/articles/${encodeURIComponent(article.id)}#s-${start}`;
}

export function articleUrl(id: string, span: Span | null): string {
  const path = `/articles/${encodeURIComponent(id)}`;
  return span === null ? path : `${path}?start=${span.start}&end=${span.end}#cited`;
}

function shorten(text: string): string {
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
