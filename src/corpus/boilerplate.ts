import { z } from 'zod';

const Phrases = z.array(z.string().min(1));

/** `config/language/boilerplate.json`: phrases in lower case that mark what is no article text. */
export const BoilerplateSchema = z.strictObject({
  /** Whole lines above a headline: "Politics". */
  sectionLabels: Phrases,
  /** What stands between the labels of one line: "World / Europe". */
  labelJoiners: Phrases,
  /** Whole lines of a page's own: "Source link", "Share". */
  furniture: Phrases,
  /** Whole lines that open a list of other articles: "Related Articles". */
  listHeadings: Phrases,
  /** Before a colon or bar and another article's title: "Read this: …". */
  crossLinkLeads: Phrases,
  /** The same once the body has begun; above it they open the article's own headline: "Analysis: …". */
  rubricLeads: Phrases,
  /** Begin a line that asks the reader for something: "Sign up for". */
  promptLeads: Phrases,
  cookieLeads: Phrases,
  /** Before a colon, or before a name, in a credit: "Photo: …", "Photo by …". */
  creditLeads: Phrases,
  /** End a caption: "…, DoD image". */
  creditEnds: Phrases,
  /** Who pictures are credited to: "(Getty Images)", "X/Reuters". */
  creditSources: Phrases,
  /** Before names alone: "By". */
  bylineLeads: Phrases,
  /** Before a date alone: "Updated". */
  dateLeads: Phrases,
  /** Begin a legal or editorial notice. */
  noticeLeads: Phrases,
  /** Before a list of topics: "Tags: …". */
  tagLeads: Phrases,
  /** Words that a line made of a date, a time or a reading time may hold beside its numbers. */
  dateWords: Phrases,
  months: Phrases,
  /** What pages count: "12 comments". */
  counted: Phrases,
  /** End a line of credits: "… contributed to this report". */
  contributionEnds: Phrases,
});
export type Boilerplate = z.infer<typeof BoilerplateSchema>;

/** The phrase lists, ready for look-up. */
export type BoilerplateLexicon = { readonly [List in keyof Boilerplate]: ReadonlySet<string> };

export function toLexicon(lists: Boilerplate): BoilerplateLexicon {
  const entries = Object.entries(lists).map(([name, list]) => [name, new Set(list.map(plain))]);
  return Object.fromEntries(entries) as BoilerplateLexicon;
}

/** Lower case, single spaces, straight apostrophes: how lines and phrases are compared. */
export function plain(text: string): string {
  return text.toLowerCase().replaceAll('’', "'").replace(/\s+/g, ' ').trim();
}
