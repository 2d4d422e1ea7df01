import type { Reply } from '../../src/answers/reply.ts';
import { renderPlain } from '../../src/chat/plain.ts';
import type { GoldQuestion } from './gold.ts';

/** An answer, not a dump. */
const MAX_CHARACTERS = 900;
const MAX_CITATIONS = 8;

/** What is wrong with an answer, one sentence each; empty when it is right. */
export function faultsOf(gold: GoldQuestion, reply: Reply): readonly string[] {
  const isAnswerable = gold.answerable ?? true;
  const answer = renderPlain(reply);
  const citations = reply.blocks.flatMap((block) =>
    block.kind === 'sources' ? block.citations : [],
  );
  const text = normalise(answer);
  // Behind "nearest" something nearer may be offered, named as such.
  const judged = isAnswerable ? text : (text.split('nearest')[0] ?? '');
  const faults: string[] = [];
  for (const unwanted of gold.must_not ?? [])
    if (!unwanted.startsWith('~') && holds(judged, unwanted)) faults.push(`It says “${unwanted}”.`);
  if (answer.length > MAX_CHARACTERS) faults.push(`It has ${answer.length} characters.`);
  if (citations.length > MAX_CITATIONS) faults.push(`It cites ${citations.length} sentences.`);
  if (reply.abstained === isAnswerable)
    faults.push(isAnswerable ? 'It abstains.' : 'It does not abstain.');
  if (!isAnswerable) return faults;
  for (const values of gold.answer_values)
    if (!values.split('|').some((value) => holds(text, value)))
      faults.push(`It lacks “${values}”.`);
  const isCited = (gold.gold_sentences ?? []).some(({ file, sentence }) =>
    citations.some(({ origin, quote }) => origin.endsWith(file) && overlaps(sentence, quote)),
  );
  if (!isCited) faults.push('It cites none of the sentences that answer.');
  return faults;
}

/** Case, dashes, quotation marks, commas in numbers and spellings of units aside. */
function normalise(text: string): string {
  return text
    .toLowerCase()
    .replace(/[‘’]/gu, "'")
    .replace(/[“”]/gu, '"')
    .replace(/[–—]/gu, '-')
    .replace(/(?<=\d),(?=\d{3})/gu, '')
    .replace(/\bsq\.? km\b|\bkm²/gu, 'square kilometers')
    .replaceAll('kilometre', 'kilometer')
    .replace(/\bsq\.? (?:mi|miles)\b/gu, 'square miles')
    .replace(/\s+/gu, ' ');
}

/** A number stands in it only as a whole number. */
function holds(text: string, value: string): boolean {
  const wanted = normalise(value).trim();
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const isCutBefore = /^\d/.test(wanted) && /[\d.]/.test(text[at - 1] ?? '');
    const isCutBehind = /\d$/.test(wanted) && /\d/.test(text[at + wanted.length] ?? '');
    if (!isCutBefore && !isCutBehind) return true;
  }
  return false;
}

function overlaps(sentence: string, quote: string): boolean {
  const [gold, cited] = [normalise(sentence), normalise(quote)];
  return (
    cited.includes(gold.slice(0, 50).trim()) ||
    (cited.length > 20 && gold.includes(cited.slice(0, 50)))
  );
}
