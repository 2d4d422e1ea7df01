import type { Claim, Quantity } from '../claims/claim.ts';
import { type Article, cutAll, type Span } from '../corpus/article.ts';

/** One article's analysis as `muster analyze --json` prints it, one object a line. */
export function toAnalysis(
  path: string,
  article: Article,
  claims: readonly Claim[],
  quantities: readonly Quantity[],
  places: readonly { readonly span: Span; readonly text: string; readonly name: string }[],
): object {
  const { published, headline, dropped, sentences, timexes } = article;
  return {
    article: path,
    headline,
    outlet: article.outlet,
    published: {
      earliest: published.earliest,
      latest: published.latest,
      basis: published.basis,
      evidence: published.evidence.flatMap(({ article: id, span }) =>
        span && id === article.id ? [span] : [],
      ),
    },
    dropped: dropped.map(({ span, why }) => ({ ...span, why })),
    sentences: sentences.map(({ span, paragraph }) => ({ ...span, paragraph })),
    dates: timexes.map(({ span, text, type, value }) => ({ ...span, text, type, value })),
    quantities: quantities.map(({ span, ...quantity }) => ({ ...span, ...toFigure(quantity) })),
    places: places.map(({ span, text, name }) => ({ ...span, text, name })),
    claims: claims.map((claim) => ({
      id: claim.id,
      sentence: claim.sentence,
      content: claim.content,
      speaker: claim.speaker && {
        text: claim.speaker.text,
        name: claim.speaker.name,
        role: claim.speaker.role,
        spans: claim.speaker.spans,
      },
      via: claim.via.map(({ name }) => name),
      cue: claim.cue,
      modality: claim.modality,
      negated: claim.negated,
      kind: claim.kind,
      force: claim.force,
      quantities: claim.quantities.map(toFigure),
      places: claim.places.map(({ name }) => name),
      said: toDays(claim.said),
      happened: toDays(claim.happened),
      words: cutAll(article, claim.content),
    })),
  };
}

function toFigure({ text, low, high, unit, qualifier }: Omit<Quantity, 'span'>): object {
  return { text, low, high, unit, qualifier };
}

function toDays({ earliest, latest, basis }: Article['published']): object | null {
  return basis === 'unknown' ? null : { earliest, latest, basis };
}
