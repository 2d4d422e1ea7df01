import type { Reply } from './reply.ts';

/** What a thread carries from one question to the next; JSON, written and read in answers/ alone. */
export type ThreadContext = { readonly [key: string]: unknown };

export type Question = {
  /** As typed: a slash command with options, or plain words. */
  readonly text: string;
  /** Null for the first question of a thread. */
  readonly context: ThreadContext | null;
};

export type Answer = { readonly reply: Reply; readonly context: ThreadContext };

/** What an option or a topic may be completed with. */
export type Suggestible = 'topic' | 'place' | 'speaker' | 'outlet' | 'kind' | 'article';

/** What chat, web and the terminal need from answers. */
export type Answerer = {
  answer(question: Question): Promise<Answer>;
  /** A sentence in its paragraph, with its article and date; abstains when the article is not held. */
  passage(article: string, start: number, end: number): Promise<Reply>;
  /** What the corpus holds that starts with, contains or nearly spells `prefix`, best first. */
  suggest(what: Suggestible, prefix: string, limit: number): Promise<readonly string[]>;
};
