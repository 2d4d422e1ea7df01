import type { Kind } from '../claims/claim.ts';
import type { Article } from '../corpus/article.ts';
import { foldWord } from '../corpus/fold.ts';
import type { Search } from '../search/port.ts';
import type { History, Library, Sources } from '../store/port.ts';
import type { Answer, Answerer, Question, ThreadContext } from './answerer.ts';
import { brief } from './briefing.ts';
import { lookUpClaims } from './claim-lookup.ts';
import type { Command } from './commands.ts';
import type { Evidence } from './evidence.ts';
import { type Gathered, gather } from './gather.ts';
import {
  NO_PAST,
  type Past,
  showArticle,
  showHelp,
  showPassage,
  showSources,
} from './held-articles.ts';
import { mendMisspelt, type Reread } from './misspelt.ts';
import { type Named, type NameFinder, openNames } from './names.ts';
import { parseCommand } from './parse-command.ts';
import { isWithin, type Period, readPeriod } from './period.ts';
import { answerPlainly } from './plain-answer.ts';
import type { QuestionReader, Reading } from './question.ts';
import type { Concepts, Gazetteer } from './rank.ts';
import type { Block, Reply } from './reply.ts';
import { speakersOf, withoutOverlap } from './speakers.ts';
import { mergeSubject, readSubject, type Subject } from './subject.ts';
import { suggest } from './suggest.ts';
import { abstain, notice, type Told } from './telling.ts';
import { wordsOf } from './terms.ts';
import { nameTopic } from './topic.ts';
import { toCurrent } from './withdrawn.ts';

/** Longer questions are cut: nobody asks in more words, and hostile ones cost no more than this. */
const MAX_QUESTION = 1000;

export type AnswererParts = {
  readonly search: Search;
  readonly library: Library;
  /** Left out where nothing is withdrawn, edited or reprinted while it runs. */
  readonly history?: Pick<History, 'standing' | 'versions' | 'reprints'>;
  readonly sources?: Pick<Sources, 'list'>;
  readonly readQuestion: QuestionReader;
  readonly findNames: NameFinder;
  /** Every name that can be asked for, for completion. */
  readonly names: readonly Named[];
  readonly gazetteer: Gazetteer;
  readonly concepts: Concepts;
  /** A folded word that a list of the language has, and that is therefore not misspelt. */
  readonly isListed: (folded: string) => boolean;
};

/** Answers commands and plain questions over what is held. */
export function openAnswerer(parts: AnswererParts): Answerer {
  const { library, findNames } = parts;
  return {
    async answer({ text, context }: Question): Promise<Answer> {
      const question = clean(text);
      if (!/[\p{L}\p{N}]/u.test(question))
        return keep(
          say(
            'There is nothing to look up in that. Ask for a place, a force or a claim: /briefing troop buildups, for example.',
          ),
          context,
        );
      const command = parseCommand(question);
      if (command && 'problem' in command) return keep(say(command.problem), context);
      return command
        ? answerCommand(command, context, parts)
        : answerWords(question, context, parts);
    },
    async passage(article, start, end) {
      const [held] = await library.articles([article]);
      return held && start >= 0 && start < held.text.length
        ? showPassage(held, start, end)
        : say('That article is no longer held.');
    },
    suggest: (what, prefix, limit) => suggest(what, prefix, limit, parts.names, library),
  };

  function keep(reply: Reply, context: ThreadContext | null): Answer {
    return { reply, context: context ?? {} };
  }

  /** Reads a question with the names that config knows and those of the speakers that the found articles quote. */
  async function readWithSpeakers(
    question: string,
    before: Subject | null,
  ): Promise<{ readonly reading: Reading; readonly found: Gathered | null }> {
    const words = wordsOf(question);
    const held = new Set<string>();
    await Promise.all(
      words.map(async (word) => {
        const [nearest] = await parts.search.spellings(word, 1);
        if (nearest === foldWord(word)) held.add(foldWord(word));
      }),
    );
    const isWord = (word: string) => held.has(word);
    const first = parts.readQuestion(question, (of) => findNames(of, isWord));
    const found = await gatherFor(mergeSubject(first, before).subject, first);
    const known = new Set(parts.names.map(({ name }) => name));
    const speakers = openNames(speakersOf(found.evidence).filter(({ name }) => !known.has(name)));
    if (speakers(words, isWord).length === 0) return { reading: first, found };
    const reading = parts.readQuestion(question, (of) =>
      withoutOverlap(findNames(of, isWord), speakers(of, isWord)),
    );
    // Such a speaker's articles hold the name that was typed, so all of them were found, unless some were cut off.
    return { reading, found: found.isAll ? found : null };
  }

  async function answerWords(
    question: string,
    context: ThreadContext | null,
    of: AnswererParts,
  ): Promise<Answer> {
    const period = readPeriod(question);
    const words = period ? question.replace(period.text, ' ') : question;
    if (period === null || period.month === null) return answerWithin(words, period, context, of);
    // A text that says "in June" tells of it best; else its date tells.
    const named = await answerWithin(question, period, context, of);
    if (!named.reply.abstained) return named;
    const dated = await answerWithin(words, period, context, of);
    return dated.reply.abstained ? named : dated;
  }

  async function answerWithin(
    question: string,
    period: Period | null,
    context: ThreadContext | null,
    { gazetteer, concepts }: AnswererParts,
  ): Promise<Answer> {
    const before = readSubject(context);
    const { text: words, reread } = await mendMisspelt(
      question,
      parts.search,
      findNames,
      parts.isListed,
    );
    const { reading, found } = await readWithSpeakers(words, before);
    const merged = mergeSubject(reading, before).subject;
    const subject =
      (period || reading.asksLatest) && namesNothing(merged)
        ? { ...merged, kinds: PERIOD_KINDS }
        : merged;
    if (namesNothing(subject)) {
      return keep(
        say(
          'That names nothing to look up. Name a place, a force, a source or a subject: “how many troops are near the border?”, for example.',
        ),
        context,
      );
    }
    const { evidence } = found ?? (await gatherFor(subject, reading));
    const held = period ? evidence.filter((of) => isWithin(period, of)) : evidence;
    const told =
      period && held.length === 0
        ? abstain(`Nothing held on this is dated ${period.text}.`, [])
        : answerHeld();
    const { reply } = told;
    return {
      reply: { ...reply, blocks: [...reread.map(noteReread), ...reply.blocks] },
      context: { subject: remember(subject, told) },
    };

    /** What changed is told as a briefing: what was said first, then what was said later. */
    function answerHeld(): Told {
      const topic = subject.names.map(({ name }) => name).join(' and ');
      const changes =
        reading.asksChange && topic ? brief(topic, [], subject, held, gazetteer, concepts) : null;
      return changes ?? answerPlainly(reading, subject, held, gazetteer, concepts);
    }
  }

  async function gatherFor(
    subject: Subject,
    reading: Pick<Reading, 'asksLatest' | 'text'>,
    filter: {
      since?: string | undefined;
      until?: string | undefined;
      outlet?: string | undefined;
    } = {},
  ): Promise<Gathered> {
    const { evidence, isAll } = await gather(parts.search, library, {
      words: subject.terms.length > 0 ? [reading.text, ...subject.terms] : [reading.text],
      names: [...subject.names, ...subject.sources],
      articles: parts.history
        ? await toCurrent(subject.toldArticles, parts.history)
        : subject.toldArticles,
      newest: reading.asksLatest,
      ...filter,
    });
    return { evidence: evidence.filter(({ claim }) => claim.stance === 'statement'), isAll };
  }

  async function answerCommand(
    command: Command,
    context: ThreadContext | null,
    { readQuestion, gazetteer, concepts }: AnswererParts,
  ): Promise<Answer> {
    switch (command.name) {
      case 'help':
        return keep(showHelp(), context);
      case 'digest':
        return keep(
          say(
            'A digest goes to a channel in Discord or Slack: type /digest there. “muster digest --preview” prints what one would say.',
          ),
          context,
        );
      case 'sources':
        return keep(
          showSources(await library.list(), (await parts.sources?.list()) ?? []),
          context,
        );
      case 'add':
      case 'watch':
        return keep(
          say(
            'Nothing can be added from here. In a channel of Discord or Slack those named in CURATORS can; “muster ingest” reads files, folders and addresses.',
          ),
          context,
        );
      case 'article':
        return keep(await findArticle(command.options.id), context);
      case 'briefing': {
        const { topic, since, until, outlet } = command.options;
        const reading = readQuestion(topic, findNames);
        const subject = commandSubject(reading);
        const named = outlet ? findOne(outlet) : null;
        const { evidence } = await gatherFor(
          subject,
          { text: topic, asksLatest: false },
          { since, until, outlet: named?.name ?? outlet },
        );
        const told =
          brief(topic, reading.names, subject, evidence, gazetteer, concepts) ??
          abstain(
            `Nothing held reports on ${nameTopic(topic, reading.names, [])}${since ? ` since ${since}` : ''}${until ? ` until ${until}` : ''}${outlet ? ` in ${named?.name ?? outlet}` : ''}.`,
            [],
          );
        return { reply: told.reply, context: { subject: remember(subject, told) } };
      }
      case 'claims': {
        const { query, speaker, place, kind, since } = command.options;
        const subject = commandSubject(readQuestion(query, findNames));
        const wanted = {
          speaker: speaker
            ? (findOne(speaker) ?? { name: speaker, kind: 'speaker' as const, spellings: [] })
            : null,
          place: place
            ? (findOne(place) ?? { name: place, kind: 'place' as const, spellings: [] })
            : null,
          kind: (kind as Evidence['claim']['kind'] | undefined) ?? null,
        };
        const names = [wanted.speaker, wanted.place].filter((named) => named !== null);
        const { evidence } = await gatherFor(
          { ...subject, names: [...subject.names, ...names] },
          { text: query, asksLatest: false },
          { since },
        );
        const told =
          lookUpClaims(query, subject, wanted, evidence, gazetteer, concepts) ??
          abstain(`No claim held fits “${query}”.`, []);
        return { reply: told.reply, context: { subject: remember(subject, told) } };
      }
    }
  }

  async function pastOf({ id }: Article): Promise<Past> {
    const { history } = parts;
    if (!history) return NO_PAST;
    const versions = (await history.versions(id)).filter((version) => version !== id);
    const [earlier, standing, reprints] = await Promise.all([
      library.articles(versions),
      history.standing(versions),
      history.reprints([id]),
    ]);
    return { earlier, standing, reprints: reprints.get(id) ?? [] };
  }

  function findOne(words: string): Named | null {
    return findNames(words.split(/\s+/))[0]?.named ?? null;
  }

  async function findArticle(id: string): Promise<Reply> {
    const wanted = id.toLowerCase();
    const list = await library.list();
    const held = list.find(
      ({ id: of, origin, title }) =>
        of.startsWith(wanted) ||
        (origin.split(/[/:]/u).at(-1) ?? '').toLowerCase().startsWith(wanted) ||
        title.toLowerCase().startsWith(wanted),
    );
    if (!held)
      return say(
        `No article held has the id, file name or headline “${id}”. /sources lists them.`,
        true,
      );
    const [[article], claims] = await Promise.all([
      library.articles([held.id]),
      library.claimsOf([held.id]),
    ]);
    return article
      ? showArticle(article, claims, await pastOf(article))
      : say(`No article held has the id “${id}”.`, true);
  }
}

/** What "what happened since 2024" and "what is the latest" ask about. */
const PERIOD_KINDS: readonly Kind[] = ['buildup', 'movement', 'territory', 'drill'];

function namesNothing({ terms, background, lastClaims, names, sources, kinds }: Subject): boolean {
  return [terms, background, lastClaims, names, sources, kinds].every(({ length }) => length === 0);
}

/** A command's words are asked for as they stand: names are what it is about, no sources. */
function commandSubject(reading: Reading): Subject {
  return mergeSubject({ ...reading, sources: [], asked: 'topic' }, null).subject;
}

/** What the next question goes on from. */
function remember(subject: Subject, { evidence, reply }: Told): Subject {
  const claims = reply.abstained ? [] : evidence.map(({ claim }) => claim.id);
  const articles = reply.abstained ? [] : evidence.map(({ article }) => article.id);
  return {
    ...subject,
    toldClaims: [...new Set([...subject.toldClaims, ...claims])].slice(-60),
    lastClaims: claims.length > 0 ? claims : subject.lastClaims,
    toldArticles: [...new Set([...subject.toldArticles, ...articles])].slice(-20),
  };
}

function noteReread({ typed, read }: Reread): Block {
  return notice('info', `Read “${typed}” as “${read}”.`);
}

/** Control characters go, white space folds, and what is too long is cut. */
function clean(text: string): string {
  return text
    .slice(0, MAX_QUESTION)
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function say(text: string, abstained = true): Reply {
  return {
    blocks: [{ kind: 'notice', tone: 'info', parts: [{ kind: 'text', text }] }],
    abstained,
    summary: text.slice(0, 150),
  };
}
