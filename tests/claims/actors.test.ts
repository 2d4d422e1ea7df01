import { describe, expect, it } from 'vitest';
import { openForces } from '../../src/claims/actors/forces.ts';
import { ActorWordsSchema, OutletsSchema, PeopleSchema } from '../../src/claims/actors/words.ts';
import { openActors } from '../../src/claims/actors.ts';
import { openGazetteer } from '../../src/claims/places/gazetteer.ts';
import { CountriesSchema, PlacesSchema, PlaceWordsSchema } from '../../src/claims/places/words.ts';
import { wordsOf } from '../../src/claims/words.ts';
import { readConfigFile } from '../../src/config.ts';

const sources = {
  words: readConfigFile('config/language/actors.json', ActorWordsSchema),
  people: [
    ...readConfigFile('config/theatres/ukraine/people.json', PeopleSchema),
    ...readConfigFile('config/theatres/taiwan-strait/people.json', PeopleSchema),
    ...readConfigFile('config/world/organisations.json', PeopleSchema),
  ],
  outlets: readConfigFile('config/outlets.json', OutletsSchema),
  gazetteer: openGazetteer({
    words: readConfigFile('config/language/places.json', PlaceWordsSchema),
    countries: readConfigFile('config/world/countries.json', CountriesSchema),
    places: readConfigFile('config/world/places.json', PlacesSchema),
  }),
};
const { canonicalActor, known } = openActors(sources);
const { forceOf } = openForces(sources);

describe('canonicalActor', () => {
  it.each([
    [
      'Ukrainian Defense Minister Oleksii Reznikov',
      'Oleksii Reznikov',
      'Ukrainian Defense Minister',
      'Ukraine',
    ],
    [
      'Kyiv’s commander-in-chief, Col. Gen. Oleksandr Syrskyi',
      'Oleksandr Syrskyi',
      'Kyiv’s commander-in-chief',
      'Ukraine',
    ],
    ['Syrski', 'Oleksandr Syrskyi', null, 'Ukraine'],
    ['President Zelenskyy', 'Volodymyr Zelensky', 'President', 'Ukraine'],
    [
      'Yuriy Sak, a senior defense ministry official,',
      'Yuriy Sak',
      'senior defense ministry official',
      'Ukraine',
    ],
    [
      'National Security Council spokesperson John Kirby',
      'John Kirby',
      'National Security Council spokesperson',
      'United States',
    ],
    ['Lai Ching-te', 'Lai Ching-te', null, 'Taiwan'],
  ])('knows the people of the theatres: %s', (words, name, role, side) => {
    expect(canonicalActor(words)).toEqual({ name, role, side, kind: 'person' });
  });

  it.each([
    ['Premier Anna Maria Lopez', 'Anna Maria Lopez', 'Premier', null],
    ['Chancellor Ilse Braun of Germany', 'Ilse Braun', 'Chancellor', 'Germany'],
    ['Supreme Court Justice Henry Walsh', 'Henry Walsh', 'Supreme Court Justice', null],
    ['Peter Mills, a French general,', 'Peter Mills', 'French general', 'France'],
    ['Mr. Walsh', 'Walsh', null, null],
    [
      'Ana Belova, the daughter of President Vladimir Putin',
      'Ana Belova',
      'daughter of President Vladimir Putin',
      'Russia',
    ],
    ['Walsh', 'Walsh', null, null],
    ['Their leader, Yahya al-Sarea', 'Yahya al-Sarea', 'leader', null],
  ])('reads the name and role of a person it has not heard of: %s', (words, name, role, side) => {
    expect(canonicalActor(words)).toEqual({ name, role, side, kind: 'person' });
  });

  it.each([
    ['two senior US officials', 'United States'],
    ['Experts', null],
    ['multiple US and western officials familiar with the latest intelligence', 'United States'],
    ['Ukrainian analysts and diplomatic sources from the G7', 'Ukraine'],
    ['two other sources familiar with western intelligence', null],
    ['NATO AIDES', 'NATO'],
    ['this person', null],
  ])('keeps the wording of a source without a name: %s', (words, side) => {
    expect(canonicalActor(words)).toEqual({ name: words, role: null, side, kind: 'anonymous' });
  });

  it.each([
    ['Kyiv', 'Ukraine', 'Ukraine'],
    ['The U.S.', 'United States', 'United States'],
    ['the Kremlin', 'Kremlin', 'Russia'],
    ['The Ukrainian government', 'Ukraine', 'Ukraine'],
    [
      'the United States, Britain and France',
      'United States, United Kingdom and France',
      'United States',
    ],
    ['the People’s Liberation Army', "People's Liberation Army", 'China'],
    ['the Russian Defense Ministry', 'Russian Defense Ministry', 'Russia'],
    ['Taiwan’s military', 'Taiwan’s military', 'Taiwan'],
  ])('names a government by its country: %s', (words, name, side) => {
    expect(canonicalActor(words)).toMatchObject({ name, side, kind: 'government' });
  });

  it('takes a body’s country for a part of its name', () => {
    expect(canonicalActor('the Sudan War Monitor')).toMatchObject({
      name: 'Sudan War Monitor',
      kind: 'organisation',
    });
  });

  it.each([
    ['The New York Times', 'New York Times'],
    ['the Associated Press (AP)', 'Associated Press'],
    ['WSJ', 'Wall Street Journal'],
    ['the Reuters news agency', 'Reuters'],
    ['the newspaper', 'the newspaper'],
  ])('knows outlets by their names and short names: %s', (words, name) => {
    expect(canonicalActor(words)).toMatchObject({ name, kind: 'outlet' });
  });

  it('knows a body’s side by the body it belongs to', () => {
    expect(canonicalActor('The People’s Liberation Army’s Eastern Theater Command').side).toBe(
      'China',
    );
  });

  it('leaves a pronoun without a name where nothing says whose it is', () => {
    expect(canonicalActor('he').name).toBeNull();
  });

  it('takes name and role from the fullest mention', () => {
    const fullest = 'Yuriy Sak, a senior defense ministry official';
    expect(canonicalActor('he', { fullest })).toMatchObject({
      name: 'Yuriy Sak',
      role: 'senior defense ministry official',
    });
  });

  it('believes the article’s own full name over a configured namesake', () => {
    expect(canonicalActor('Sullivan', { fullest: 'Kevin Sullivan' }).name).toBe('Kevin Sullivan');
  });

  it('tells one of several sources from the others', () => {
    const fullest = 'two other sources familiar with western intelligence';
    expect(canonicalActor('One of those sources', { fullest }).name).toBe(`one of ${fullest}`);
  });

  it.each([
    ['2022-11-20', 'former U.S. President'],
    ['2024-11-11', 'President-elect'],
    ['2025-05-01', 'U.S. President'],
  ])('gives the role that a person had on %s', (day, role) => {
    expect(canonicalActor('Trump', { day }).role).toBe(role);
  });
});

describe('known', () => {
  it('finds people and outlets by any spelling, and nobody else', () => {
    expect(known('Zelenskyi')?.name).toBe('Volodymyr Zelensky');
    expect(known('AFP')?.kind).toBe('outlet');
    expect(known('Anna Maria Lopez')).toBeNull();
  });
});

describe('forceOf', () => {
  it.each([
    ['some 50,000 Russian and North Korean troops have amassed', ['Russian', 'North Korean']],
    ['Kremlin forces are amassing more troops', ['Russian']],
    ['some 10,000 North Koreans are in Kursk', ['North Korean']],
    [
      'Russia appears to have diverted several thousand troops to counter a Ukrainian offensive',
      ['Russian'],
    ],
    ['Putin has ordered a whopping 500,000 troops', ['Russian']],
    ['Ukraine’s own forces hold the town', ['Ukrainian']],
    ['Wagner mercenaries seized it', ['Wagner']],
    ['China sent 45 aircraft around Taiwan', ['Chinese']],
    ['As Ukrainian and Russian officials prepare to meet, Russia is amassing forces', ['Russian']],
    ['US officials are working to determine how many troops Russia is moving', ['Russian']],
    ['the arrival of Western-supplied main battle tanks', []],
    ['escalating preparations on Moscow’s part', ['Russian']],
    ['a major offensive will affect relations with the U.S.', []],
    ['the PLA had amassed 40,000 soldiers by June', ['Chinese']],
    ['the Plan was a call for war on two fronts', []],
    ['the Germans were preparing an attack', ['German']],
    ['the talks failed', []],
  ])('says whose troops: %s', (text, force) => {
    expect(forceOf(wordsOf(text))).toEqual(force);
  });
});
