/** Sentences of a made-up report, and others of no relation to it. */
const SUBJECTS = [
  'The ministry',
  'A brigade commander',
  'The governor',
  'An analyst',
  'A diplomat',
  'The mayor',
];
const VERBS = ['said', 'confirmed', 'denied', 'warned', 'announced', 'noted'];
const THINGS = [
  'two columns',
  'three battalions',
  'a bridge crew',
  'the coastal garrison',
  'an engineer unit',
  'spare fuel',
];
const DOINGS = [
  'had reached',
  'would leave',
  'was held near',
  'had bypassed',
  'could return to',
  'had not seen',
];
const PLACES = [
  'the northern road',
  'the old harbour',
  'the river crossing',
  'the rail depot',
  'the quarry',
  'the border post',
];

/** The `n`th sentence of a subject; different numbers give different words. */
export function sentence(n: number, topic: string): string {
  const pick = (list: readonly string[], by: number) => list[Math.floor(n / by) % list.length];
  return `${pick(SUBJECTS, 1)} of ${topic} ${pick(VERBS, 2)} on day ${n} that ${pick(THINGS, 1)} ${pick(DOINGS, 3)} ${pick(PLACES, 1)} in sector ${topic}-${n}.`;
}

/** A report of so many sentences, one a paragraph. */
export function report(topic: string, from: number, to: number): string {
  const sentences: string[] = [];
  for (let n = from; n < to; n++) sentences.push(sentence(n, topic));
  return sentences.join('\n\n');
}
