import type { Span } from '../../corpus/article.ts';

type Part = Span & { readonly index: number };

/** For each cue the index of the smallest content that holds it, its own left out; null where none does. */
export function findEnclosing(
  cues: readonly Span[],
  contents: readonly (readonly Span[])[],
): readonly (number | null)[] {
  const parts: Part[] = contents
    .flatMap((spans, index) => spans.map(({ start, end }) => ({ start, end, index })))
    .sort((one, other) => one.start - other.start);
  const order = cues
    .map((_, index) => index)
    .sort((one, other) => startOf(cues, one) - startOf(cues, other));
  const found = new Array<number | null>(cues.length).fill(null);
  // Sweeps the text once: `open` holds the contents that reach the place it has come to.
  let open: Part[] = [];
  let next = 0;
  for (const own of order) {
    const { start, end } = cues[own] as Span;
    for (let part = parts[next]; part && part.start <= start; part = parts[++next]) open.push(part);
    open = open.filter((part) => part.end > start);
    const around = open.filter((part) => part.index !== own && part.end >= end);
    found[own] =
      around.reduce<Part | null>(
        (best, part) => (best && best.end - best.start <= part.end - part.start ? best : part),
        null,
      )?.index ?? null;
  }
  return found;
}

const startOf = (cues: readonly Span[], index: number): number => (cues[index] as Span).start;
