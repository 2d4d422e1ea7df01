import { foldWord } from '../corpus/fold.ts';
import type { Evidence } from './evidence.ts';
import type { NameMention } from './names.ts';
import { termOf, wordsOf } from './terms.ts';
import { capitalise } from './wording.ts';

/**
 * A topic as a heading names it: names as they are spelt ("north korea" is North Korea), any other word as the
 * articles write it ("atacms" is ATACMS), else as it was typed; capitals that were typed stay. Where names are all
 * that it is about, no other word is told: "on belarus please" is Belarus.
 */
export function nameTopic(
  topic: string,
  names: readonly NameMention[],
  told: readonly Evidence[],
  isNamesAlone = false,
): string {
  if (isNamesAlone && names.length > 0)
    return capitalise(names.map((name) => writeName(name, name.text)).join(' and '));
  const words = wordsOf(topic);
  let named = '';
  let at = 0;
  for (let index = 0; index < words.length; ) {
    const word = words[index] ?? '';
    const start = topic.indexOf(word, at);
    const mention = names.find(({ from }) => from === index);
    named += topic.slice(at, start);
    const last = words[(mention?.to ?? index + 1) - 1] ?? word;
    at = topic.indexOf(last, start) + last.length;
    const typed = topic.slice(start, at);
    named += mention
      ? writeName(mention, typed)
      : /\p{Lu}/u.test(typed)
        ? typed
        : asWritten(word, told);
    index = mention?.to ?? index + 1;
  }
  return capitalise(named + topic.slice(at));
}

function writeName({ isExact, spelling }: NameMention, typed: string): string {
  return isExact && /\p{Lu}/u.test(typed) ? typed : spelling;
}

/**
 * Terms of a topic that are names which no list has: what the articles write with a capital wherever they write it
 * ("Korea"), or what was typed with one and nothing held speaks of ("Jermuk").
 */
export function namesIn(
  topic: string,
  held: readonly Evidence[],
  concepts: ReadonlyMap<string, string>,
): readonly string[] {
  const isCapital = (word: string) => /^\p{Lu}/u.test(word);
  return wordsOf(topic)
    .filter((word) => {
      const term = termOf(word);
      if (/\d/.test(word) || concepts.has(term)) return false;
      const speaking = held.filter(({ sentenceTerms }) => sentenceTerms.has(term));
      return isCapital(speaking.length > 0 ? asWritten(word.toLowerCase(), speaking) : word);
    })
    .map(termOf);
}

/** The word with its capitals, where the articles write it with some wherever they write it. */
function asWritten(word: string, told: readonly Evidence[]): string {
  const folded = foldWord(word);
  const forms = told.flatMap(({ sentence }) =>
    wordsOf(sentence).filter((form) => foldWord(form) === folded),
  );
  const [form] = forms;
  return form && forms.every((other) => other !== other.toLowerCase()) ? form : word;
}
