import { html } from 'hono/html';
import { dayInWords } from '../answers/describe-picture.ts';
import type { Action, Block, Citation, Figure, Part, Reply } from '../answers/reply.ts';
import { type Html, NOTHING } from './html.ts';

/** Where an answer stands in the page. */
export type Place = {
  /** Unique in the page: `turn-2`. */
  readonly id: string;
  /** Where follow-ups are sent. */
  readonly thread: string;
  /** Makes a question that is sent twice be asked once. */
  readonly nonce: string;
  /** The address of the picture in this block; null when pictures are not drawn. */
  pictureUrl(block: number, theme: 'light' | 'dark'): string | null;
};

/** Where a citation opens the reading room. */
export function citationUrl(citation: Pick<Citation, 'article' | 'start' | 'end'>): string {
  const { article, start, end } = citation;
  return `/articles/${encodeURIComponent(article)}?start=${start}&end=${end}#cited`;
}

/** An answer's blocks; headings start at level 3. */
export function renderReply(reply: Reply, place: Place): Html {
  const citations = new Map(
    reply.blocks
      .flatMap((block) => (block.kind === 'sources' ? block.citations : []))
      .map((citation) => [citation.mark, citation]),
  );
  const pieces: Html[] = [];
  let claims: Html[] = [];
  const closeClaims = (): void => {
    if (claims.length > 0) pieces.push(html`<ul class="statements">${claims}</ul>`);
    claims = [];
  };
  for (const [index, block] of reply.blocks.entries()) {
    const piece = renderBlock(block, index, citations, place);
    if (block.kind === 'claim') {
      claims.push(piece);
      continue;
    }
    closeClaims();
    pieces.push(piece);
  }
  closeClaims();
  return html`${pieces}`;
}

type Citations = ReadonlyMap<number, Citation>;

function renderBlock(block: Block, index: number, citations: Citations, place: Place): Html {
  switch (block.kind) {
    case 'heading':
      return html`<h3>${block.text}</h3>`;
    case 'paragraph':
      return html`<p>${renderParts(block.parts, citations)}</p>`;
    case 'notice':
      return html`<p class="notice ${block.tone}">${renderParts(block.parts, citations)}</p>`;
    case 'claim':
      return renderClaim(block, citations);
    case 'figures':
      return renderFigures(block.title, block.rows, citations);
    case 'timeline':
      return html`<ol class="timeline">${block.entries.map(
        ({ when, parts }) =>
          html`<li><span class="when">${when}</span> <span>${renderParts(parts, citations)}</span></li>`,
      )}</ol>`;
    case 'picture':
      return renderPicture(block.alt, block.picture.title, index, place);
    case 'sources':
      return renderSources(block.citations);
    case 'actions':
      return renderActions(block.actions, citations, place);
  }
}

/** Citation marks stand against the words before them, so that no line breaks between. */
function renderParts(parts: readonly Part[], citations: Citations): readonly Html[] {
  return parts.map((part, index) => renderPart(part, parts[index + 1]?.kind === 'cite', citations));
}

function renderPart(part: Part, isCited: boolean, citations: Citations): Html {
  switch (part.kind) {
    case 'text':
      return html`${isCited ? part.text.trimEnd() : part.text}`;
    case 'strong':
      return html`<strong>${part.text}</strong>`;
    case 'quote':
      return html`<span class="quote">“${part.text}”</span>`;
    case 'cite':
      return renderMarks(part.marks, citations);
  }
}

function renderMarks(marks: readonly number[], citations: Citations): Html {
  return html`${marks.map((mark) => {
    const citation = citations.get(mark);
    if (!citation) return html`<span class="cite">${bracketed(mark)}</span>`;
    return html`<a class="cite" href="${citationUrl(citation)}" data-reads aria-label="Source ${mark}: ${nameOf(citation)}, paragraph ${citation.paragraph}">${bracketed(mark)}</a>`;
  })}`;
}

/** The brackets are for copied text; the page shows a mark without them. */
function bracketed(mark: number): Html {
  return html`<span class="bracket">[</span>${mark}<span class="bracket">]</span>`;
}

function nameOf(citation: Citation): string {
  return citation.outlet ?? citation.title;
}

function renderClaim(block: Extract<Block, { kind: 'claim' }>, citations: Citations): Html {
  const via = block.via === null ? NOTHING : html` <span class="chip">via ${block.via}</span>`;
  const when = block.when === '' ? NOTHING : html` <span class="chip">${block.when}</span>`;
  return html`<li class="statement">
    <p class="attribution"><span class="who">${block.who}</span> ${block.verb}${via}${when}</p>
    <p class="what">${renderParts(block.what, citations)}</p>
    ${block.standing.map((standing) => html`<p class="standing">${standing}</p>`)}
  </li>`;
}

function renderFigures(title: string, rows: readonly Figure[], citations: Citations): Html {
  return html`<table class="figures">
    <caption>${title}</caption>
    <thead><tr><th scope="col">Figure</th><th scope="col">Of</th><th scope="col">According to</th></tr></thead>
    <tbody>${rows.map(
      (row) => html`<tr>
        <th scope="row">${row.text}${renderMarks(row.marks, citations)}</th>
        <td>${row.label}</td>
        <td>${row.source}${row.day === null ? NOTHING : html` <span class="chip">${dayInWords(row.day)}</span>`}</td>
      </tr>`,
    )}</tbody>
  </table>`;
}

function renderPicture(alt: string, title: string, index: number, place: Place): Html {
  const light = place.pictureUrl(index, 'light');
  const dark = place.pictureUrl(index, 'dark');
  if (light === null || dark === null) {
    return html`<figure class="picture in-words"><figcaption>${title}</figcaption><p>${alt}</p></figure>`;
  }
  return html`<figure class="picture"><a href="${light}"><picture>
    <source media="(prefers-color-scheme: dark)" srcset="${dark}">
    <img src="${light}" alt="${alt}" width="1200" height="675" loading="lazy">
  </picture></a></figure>`;
}

function renderSources(citations: readonly Citation[]): Html {
  if (citations.length === 0) return NOTHING;
  return html`<div class="sources">
    <h3>Sources</h3>
    <ol>${citations.map(
      (citation) => html`<li value="${citation.mark}">
        <a href="${citationUrl(citation)}" data-reads>${citation.quote}</a>
        <span class="from">${[citation.outlet, citation.title].filter(Boolean).join(' · ')} · ¶${citation.paragraph} · ${citation.published}</span>
      </li>`,
    )}</ol>
  </div>`;
}

function renderActions(actions: readonly Action[], citations: Citations, place: Place): Html {
  return html`<div class="actions">${actions.map((action) => renderAction(action, citations, place))}</div>`;
}

function renderAction(action: Action, citations: Citations, place: Place): Html {
  switch (action.kind) {
    case 'ask':
      return html`<form method="post" action="${place.thread === '' ? '/ask' : `/threads/${place.thread}`}" data-asks>
        <input type="hidden" name="nonce" value="${place.nonce}">
        <button class="quiet" name="text" value="${action.text}">${action.label}</button>
      </form>`;
    case 'cite': {
      const citation = citations.get(action.mark);
      if (!citation) return NOTHING;
      return html`<a class="button quiet" href="${citationUrl(citation)}" data-reads>${action.label}</a>`;
    }
    case 'wrong':
      return renderWrong(action.label, citations, place);
  }
}

function renderWrong(label: string, citations: Citations, place: Place): Html {
  const cited = [...citations.values()].filter(({ claim }) => claim !== null);
  return html`<details class="wrong">
    <summary class="button quiet">${label}</summary>
    <form method="post" action="/wrong" data-reports>
      <input type="hidden" name="thread" value="${place.thread}">
      <p><label for="${place.id}-claim">What is wrong?</label>
      <select id="${place.id}-claim" name="claim">
        <option value="">The answer as a whole</option>
        ${cited.map(({ mark, claim, quote }) => html`<option value="${claim}">[${mark}] ${quote.slice(0, 90)}</option>`)}
      </select></p>
      <p><label for="${place.id}-wrong">What would be right?</label>
      <textarea id="${place.id}-wrong" name="text" rows="3" maxlength="2000" required></textarea></p>
      <p><button>Report it</button> <output role="status"></output></p>
    </form>
  </details>`;
}
