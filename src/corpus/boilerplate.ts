import { z } from 'zod';

const Phrases = z.array(z.string().min(1));

/** `config/language/boilerplate.json`: phrases in lower case that mark what is no article text. */
export const BoilerplateSchema = z.strictObject({
  /** Whole lines above a headline: "Politics". */
  sectionLabels: Phrases,
  /** Whole lines of a page's own: "Source link", "Share". */
  furniture: Phrases,
  /** Whole lines that open a list of other articles: "Related Articles". */
  listHeadings: Phrases,
  /** Begin such a heading: "More from". */
  listLeads: Phrases,
  /** Before a colon or bar and another article's title: "Read this: …". */
  crossLinkLeads: Phrases,
  /** The same once the body has begun; above it they open the article's own headline: "Analysis: …". */
  rubricLeads: Phrases,
  /** Begin a line that asks the reader for something: "Sign up for". */
  promptLeads: Phrases,
  /** Begin one that names an account: "Follow Ana on Telegram". */
  followLeads: Phrases,
  cookieLeads: Phrases,
  /** Before a colon, or before a name, in a credit: "Photo: …", "Photo by …". */
  creditLeads: Phrases,
  /** Those that pages part by other marks than a colon: "Image source, EPA", "FILE - ". */
  captionLeads: Phrases,
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
  /** Words that make a line of numbers a date or a time; `dateWords` alone do not. */
  dateMarks: Phrases,
  /** Words that a line made of a date, a time or a reading time may hold beside its numbers. */
  dateWords: Phrases,
  months: Phrases,
  /** What pages count: "12 comments". */
  counted: Phrases,
  /** End a line of credits: "… contributed to this report". */
  contributionEnds: Phrases,
});
export type Boilerplate = z.infer<typeof BoilerplateSchema>;

/** One list of phrases, ready for look-up. */
export type PhraseList = {
  readonly has: (words: string) => boolean;
  /** The longest phrase that the words begin with; null when none is. */
  readonly leadOf: (words: readonly string[]) => string | null;
};

export type BoilerplateLexicon = { readonly [List in keyof Boilerplate]: PhraseList } & {
  /** The first two words of what opens a line, or the only one, as `opening` gives them. */
  readonly openers: ReadonlySet<string>;
  /** Last words of `contributionEnds`. */
  readonly closers: ReadonlySet<string>;
};

export function toLexicon(lists: Boilerplate): BoilerplateLexicon {
  const entries = Object.entries(lists).map(([name, list]) => [name, toPhraseList(list)]);
  const leads = [
    ...[lists.crossLinkLeads, lists.promptLeads, lists.cookieLeads, lists.creditLeads],
    ...[lists.bylineLeads, lists.dateLeads, lists.noticeLeads, lists.tagLeads],
    ...[lists.followLeads, lists.captionLeads],
  ].flat();
  return {
    ...(Object.fromEntries(entries) as { [List in keyof Boilerplate]: PhraseList }),
    openers: new Set(leads.map((phrase) => opening(phrase).join(' '))),
    closers: new Set(lists.contributionEnds.map((phrase) => plain(phrase).split(' ').at(-1) ?? '')),
  };
}

/** The first two words of a line or phrase, or the first where no other follows it at once. */
export function opening(text: string): readonly string[] {
  const words = /^["“‘']?(\p{L}[\p{L}’'-]{0,20})(?:\s+(\p{L}[\p{L}’'-]{0,20}))?/u.exec(
    text.slice(0, 50),
  );
  return (words?.slice(1) ?? []).filter((word) => word !== undefined).map(plain);
}

function toPhraseList(list: readonly string[]): PhraseList {
  const phrases = new Set(list.map(plain));
  const longest = new Map<string, number>();
  for (const phrase of phrases) {
    const words = phrase.split(' ');
    const [first = ''] = words;
    longest.set(first, Math.max(longest.get(first) ?? 0, words.length));
  }
  return {
    has: (words) => phrases.has(words),
    leadOf: (words) => {
      const most = longest.get(withoutStops(words[0] ?? '')) ?? 0;
      for (let count = Math.min(most, words.length); count > 0; count--) {
        const lead = withoutStops(words.slice(0, count).join(' '));
        if (phrases.has(lead)) return lead;
      }
      return null;
    },
  };
}

function withoutStops(words: string): string {
  return words.replace(/[:,;!.]{1,4}$/, '');
}

/** Lower case, single spaces, straight apostrophes: how lines and phrases are compared. */
export function plain(text: string): string {
  return text.toLowerCase().replaceAll('’', "'").replace(/\s+/g, ' ').trim();
}
