import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kind, Modality } from '../../src/claims/claim.ts';

type GoldFigure = {
  readonly text: string;
  readonly low: number | null;
  readonly high: number | null;
};

/** One claim as an expert reads it; offsets are those of its sentence. */
export type GoldClaim = {
  readonly id: string;
  readonly file: string;
  /** Only claims of tier "core" count for recall. */
  readonly tier: string;
  readonly start: number;
  readonly end: number;
  readonly speaker: string | null;
  readonly speaker_canonical: string | null;
  readonly speaker_in_sentence: string | null;
  readonly speaker_alt?: readonly string[];
  readonly via: string | null;
  readonly kind: Kind;
  readonly kind_alt: readonly Kind[];
  readonly modality: Modality;
  readonly modality_alt: readonly Modality[];
  readonly negated: boolean;
  readonly quantity: GoldFigure | null;
};

/** One question, with what an answer must hold and must not. `a|b` is either; `~…` needs a human judge. */
export type GoldQuestion = {
  readonly id: string;
  readonly question: string;
  readonly thread?: readonly { readonly role: string; readonly text: string }[];
  readonly answer_values: readonly string[];
  readonly gold_sentences?: readonly { readonly file: string; readonly sentence: string }[];
  readonly must_not?: readonly string[];
  readonly answerable?: boolean;
};

type GoldItem = { readonly claim: string; readonly line: string; readonly sentence: string };
type GoldGroup = { readonly items: readonly GoldItem[]; readonly caveats: readonly GoldItem[] };

/** The digest that an expert editor would make of the seeds. */
export type GoldDigest = {
  readonly groups: readonly GoldGroup[];
  readonly separate_box: { readonly items: readonly GoldItem[] };
  readonly other_box: { readonly items: readonly GoldItem[] };
  readonly exclude: readonly {
    readonly reason: string;
    readonly claims: readonly Omit<GoldItem, 'line'>[];
  }[];
};

type GoldArticle = {
  readonly publication: { readonly stated: string | null; readonly from_text_plus_corpus: string };
  readonly outlet: { readonly value: string | null };
  readonly boilerplate: readonly {
    readonly text: string;
    readonly start: number;
    readonly end: number;
  }[];
};

function readGold(name: string): string {
  return readFileSync(join('tests/gold', name), 'utf8');
}

function readLines<T>(name: string): readonly T[] {
  return readGold(name)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): T => JSON.parse(line));
}

export const goldClaims = readLines<GoldClaim>('claims-dev.jsonl');
export const goldQuestions = readLines<GoldQuestion>('qa-dev.jsonl');
export const goldDigest: GoldDigest = JSON.parse(readGold('digest.json'));
export const goldArticles: Readonly<Record<string, GoldArticle>> = JSON.parse(
  readGold('articles.json'),
).articles;
