import type { Answerer } from './answers/answerer.ts';
import { type Named, openNames } from './answers/names.ts';
import { openAnswerer } from './answers/open-answerer.ts';
import { openQuestions } from './answers/question.ts';
import { termOf } from './answers/terms.ts';
import type { Gazetteer } from './claims/places/gazetteer.ts';
import type { Config } from './config.ts';
import type { Search } from './search/port.ts';
import type { Library } from './store/port.ts';

/** Builds what answers questions over a library and its index. */
export function openAnswers(config: Config, gazetteer: Gazetteer, search: Search, library: Library): Answerer {
  const names = namesOf(config, gazetteer);
  const concepts = new Map(
    Object.entries(config.questions.concepts).flatMap(([idea, words]) => words.map((word) => [termOf(word), idea] as const)),
  );
  return openAnswerer({
    search,
    library,
    readQuestion: openQuestions(config.questions),
    findNames: openNames(names),
    names,
    gazetteer,
    concepts,
  });
}

/** Every place, country, person and outlet that config knows, as questions may spell it. */
function namesOf(config: Config, gazetteer: Gazetteer): readonly Named[] {
  const countries = new Map(
    config.countries.map(({ name, aliases, adjectives, people, seats }): [string, Named] => [
      name,
      { name, kind: 'country', spellings: [...aliases, ...adjectives, ...people, ...seats] },
    ]),
  );
  const places = gazetteer.places
    .filter(({ name, kind }) => kind !== 'seat' && !countries.has(name))
    .map(({ name, spellings, governs }): Named => {
      const seatOf = governs === null ? undefined : countries.get(governs);
      return { name, kind: 'place', spellings, ...(seatOf && { seatOf }) };
    });
  return [...places, ...countries.values()];
}
