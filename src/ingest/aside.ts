import type { Claim } from '../claims/claim.ts';
import type { Article } from '../corpus/article.ts';
import type { Dated, Source as Text } from '../corpus/build-article.ts';
import { openQueue } from './queue.ts';
import { type PatientReaders, type Readers, TooMuch } from './readers.ts';
import { answerQuestions, openThread, type Thread, type ThreadOptions } from './thread.ts';
import type { Traits } from './traits.ts';

/** To read so many takes some 50 ms; of 584 news articles four were longer. */
const LONG_CHARS = 20_000;

/** What is asked of the thread, and what it answers; `article` null is the one last told of by either. */
type Asked =
  | { readonly kind: 'article'; readonly text: Text }
  | {
      readonly kind: 'dates';
      readonly article: Article | null;
      readonly others: readonly Article[];
    }
  | { readonly kind: 'traits'; readonly article: Article | null }
  /** How many claims there are; then they come a part at a time, `claims` after `claims`. */
  | { readonly kind: 'count'; readonly article: Article | null }
  | { readonly kind: 'claims'; readonly from: number };

export type Aside = PatientReaders & {
  /** Ends the thread, after what is in hand. */
  readonly close: () => Promise<void>;
};

export type AsideOptions = ThreadOptions & {
  readonly longChars?: number;
  /** The thread ends when nothing was asked of it for so long. */
  readonly idleMs?: number;
};

/**
 * Reads long texts in a thread of their own, one at a time, and the others here. A text that is too
 * much for the thread throws one plain sentence that names it, and a new thread reads the next.
 */
export function openAside(here: Readers, options: AsideOptions): Aside {
  const { longChars = LONG_CHARS, idleMs = 60_000 } = options;
  const inTurn = openQueue();
  let thread: Thread | null = null;
  /** The article that the thread holds as well. */
  let shared: Article | null = null;
  let resting: NodeJS.Timeout | undefined;

  function running(): Thread {
    if (thread === null || thread.hasEnded()) {
      thread = openThread(options);
      shared = null;
    }
    return thread;
  }

  async function ask<Answer>(asked: Asked, origin: string): Promise<Answer> {
    clearTimeout(resting);
    try {
      return (await running().ask(asked)) as Answer;
    } catch (thrown) {
      if (!(thrown instanceof TooMuch)) throw thrown;
      throw new TooMuch(`${origin}: ${thrown.message}`, { cause: thrown });
    } finally {
      resting = setTimeout(() => void end(), idleMs).unref();
    }
  }

  async function end(): Promise<void> {
    clearTimeout(resting);
    const ending = thread;
    thread = null;
    shared = null;
    await ending?.end();
  }

  const share = (article: Article): Article => {
    shared = article;
    return article;
  };
  /** Sends an article only where the thread holds another. */
  const given = (article: Article): Article | null => {
    running();
    return article === shared ? null : share(article);
  };
  const isLong = ({ text }: Pick<Article, 'text'>) => text.length > longChars;

  return {
    toArticle: (text) =>
      isLong(text)
        ? inTurn(async () => share(await ask<Article>({ kind: 'article', text }, text.origin)))
        : here.toArticle(text),
    toClaims: (article) =>
      isLong(article)
        ? inTurn(async () => {
            const { origin } = article;
            const count = await ask<number>({ kind: 'count', article: given(article) }, origin);
            const claims: Claim[] = [];
            while (claims.length < count)
              claims.push(
                ...(await ask<readonly Claim[]>({ kind: 'claims', from: claims.length }, origin)),
              );
            return claims;
          })
        : here.toClaims(article),
    dateAmong: (article, others) =>
      [article, ...others].some(isLong)
        ? inTurn(async () => {
            const asked = { kind: 'dates', article: given(article), others } as const;
            return share({ ...article, ...(await ask<Dated>(asked, article.origin)) });
          })
        : here.dateAmong(article, others),
    traitsOf: (article) =>
      isLong(article)
        ? inTurn(() => ask<Traits>({ kind: 'traits', article: given(article) }, article.origin))
        : here.traitsOf(article),
    close: () => inTurn(end),
  };
}

/** Some 10 ms to take in, where they were asked for. */
const CLAIMS_AT_ONCE = 500;

/** In the thread: answers what `openAside` asks. */
export function answerAside(readers: Readers): void {
  let last: Article | null = null;
  let claims: readonly Claim[] = [];
  const known = (article: Article | null): Article => {
    last = article ?? last;
    if (last === null) throw new Error('No article was told of.');
    return last;
  };
  answerQuestions((question) => {
    const asked = question as Asked;
    switch (asked.kind) {
      case 'article':
        last = readers.toArticle(asked.text);
        return last;
      case 'dates': {
        last = readers.dateAmong(known(asked.article), asked.others);
        const { timexes, published } = last;
        return { timexes, published } satisfies Dated;
      }
      case 'traits':
        return readers.traitsOf(known(asked.article));
      case 'count':
        claims = readers.toClaims(known(asked.article));
        return claims.length;
      case 'claims': {
        const part = claims.slice(asked.from, asked.from + CLAIMS_AT_ONCE);
        if (asked.from + part.length === claims.length) claims = [];
        return part;
      }
    }
  });
}
