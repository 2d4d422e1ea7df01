import { describe, expect, it } from 'vitest';
import type { Claim } from '../../src/claims/claim.ts';
import { readText } from '../support/seeds.ts';

const claimsOf = (text: string): readonly Claim[] => readText(text).claims;
const speakersOf = (text: string) => claimsOf(text).map(({ speaker }) => speaker?.text ?? null);

describe('who speaks', () => {
  it.each([
    ['Togo, Benin and Niger urged restraint.', 'Togo, Benin and Niger'],
    [
      'The governments of Mali, Niger and Chad warned of war.',
      'The governments of Mali, Niger and Chad',
    ],
    ['After talks in Lomé, Benin and Niger urged restraint.', 'Benin and Niger'],
    ['Speaking in Lomé, Kossi and Adjo said the talks had failed.', 'Kossi and Adjo'],
    ['The Sahel Liberation Army (SLA) denied it had left.', 'The Sahel Liberation Army (SLA)'],
    ['An officer who asked that his name not be used told Reuters it had left.', 'An officer'],
    [
      'A corporal of the 4th Rifle Regiment who asked that her rank be kept back said leave had been cut.',
      'A corporal of the 4th Rifle Regiment',
    ],
  ])('is read whole in “%s”', (text, words) => {
    expect(speakersOf(text)).toContain(words);
  });

  it.each([
    'An envoy who asked not to be named said the talks had failed.',
    'An envoy who insisted on anonymity said the talks had failed.',
    'An envoy who requested that she not be identified said the talks had failed.',
  ])('makes one claim of “%s”', (text) => {
    const [speaker, ...others] = speakersOf(text);
    expect(speaker).toMatch(/^An envoy/);
    expect(others).toEqual([]);
  });
});

describe('a statement', () => {
  it('is kept whole around an aside with a participle', () => {
    const text =
      'The monitors said four rebel columns, numbering perhaps 900 men, were assembled at the river.';
    expect(claimsOf(text)).toMatchObject([
      { kind: 'buildup', modality: 'claimed', speaker: { text: 'The monitors' } },
    ]);
  });
});

describe('what a statement is about', () => {
  it.each([
    ['Vella said that Chad has massed close to half a million.', 'buildup'],
    ['Niger rushed tanks and fighter jets to its frontier.', 'buildup'],
    ['Two more brigades were sent to the coast.', 'buildup'],
    ['The army moved parts of two corps to the Algerian border.', 'buildup'],
    ['The army flew some 4,000 soldiers into Chad.', 'movement'],
    ['The battalion had entered the zone.', 'movement'],
    ['The battalion returned from the border.', 'movement'],
    ['They counted 84 towed howitzers.', 'capability'],
    ['Chad has put 5,000 soldiers on the Libyan border.', 'buildup'],
    ['Mensah said the number of tanks at the coast has risen from 90 to 240.', 'buildup'],
    ['Mensah said that Togo doubled the number of its soldiers near Lomé to 8,000.', 'buildup'],
    ['More warships are heading for the strait.', 'buildup'],
    ['Mensah said that the number of soldiers killed has risen to 40.', 'casualties'],
    ['The number of refugees at the border has risen to 9,000.', 'other'],
    ['Washington put its troops on alert.', 'other'],
    ['Troops crossed the border into Sudan at dawn.', 'movement'],
    ['About 3,000 marines will rehearse landings on Saturday.', 'drill'],
    ['The army may lack the fuel.', 'capability'],
    ['Mensah criticised the massing of artillery.', 'buildup'],
    ['Mensah said that maneuvers in the south were routine.', 'drill'],
    [
      'Envoys recalled that Togo had massed troops, while insisting that it was only holding maneuvers.',
      'buildup',
    ],
    ['Vella said that Kossi called Adjo on Friday.', 'diplomacy'],
    ['The army chief gathered ministers at the palace.', 'other'],
    ['The town has sent some of its more experienced soldiers to Lomé.', 'movement'],
  ])('is read in “%s”', (text, kind) => {
    expect(claimsOf(text).map((claim) => claim.kind)).toEqual([kind]);
  });
});

describe('who passes it on', () => {
  it.each([
    [
      'The newspaper Al Sahra, quoting herders, reported on Monday that patrols had crossed.',
      'herders',
      'The newspaper Al Sahra',
    ],
    [
      'Sudanese outlet Nile Herald, citing two officers in Suakin, said that tanks had left.',
      'two officers in Suakin',
      'Sudanese outlet Nile Herald',
    ],
    [
      'The Accra Gazette had reported Friday, quoting a clerk, that ships had left.',
      'a clerk',
      'The Accra Gazette',
    ],
    ["Herders told the BBC's Hausa service that tanks had crossed.", 'Herders', 'the BBC'],
    ["Kossi told CNN's Ama Mensah that tanks had crossed.", 'Kossi', 'CNN'],
    ['Kossi told Radio Keta that tanks had crossed.', 'Kossi', 'Radio Keta'],
  ])('is read in “%s”', (text, speaker, via) => {
    expect(
      claimsOf(text).map((claim) => [claim.speaker?.text, claim.via.map((relay) => relay.text)]),
    ).toEqual([[speaker, [via]]]);
  });

  it.each([
    'Kossi, citing two officers, said that tanks had left.',
    'The ministry, citing the weather, said that tanks had left.',
  ])('is nobody in “%s”', (text) => {
    expect(claimsOf(text).map(({ via }) => via)).toEqual([[]]);
  });
});

it.each([
  ['Herders reaching Agadez said that tanks had left.', 'Herders reaching Agadez'],
  ['State news agency Sapa said that tanks had left.', 'Sapa'],
  ['Minister Juan Herald said that tanks had left.', 'Juan Herald'],
  ['A pro-army Telegram channel said that tanks had left.', 'A pro-army Telegram channel'],
])('names who speaks in “%s”', (text, name) => {
  expect(claimsOf(text).map(({ speaker }) => speaker?.name)).toEqual([name]);
});

it('leaves to an outlet what it claims', () => {
  const [claim] = claimsOf('The newspaper Al Sahra claimed that tanks had left.');
  expect(claim?.modality).toBe('claimed');
});

describe('each of two sources of one sentence', () => {
  it.each([
    [
      "Mensah demanded that Togo leave, while Benin's ambassador, Ama Kossi, said that she saw no threat.",
      [
        ['Mensah', 'that Togo leave'],
        ["Benin's ambassador, Ama Kossi", 'that she saw no threat'],
      ],
    ],
    [
      'Two envoys told Reuters that Togo had left; one of the envoys later withdrew the estimate, saying that she had counted twice.',
      [
        ['Two envoys', 'that Togo had left'],
        ['one of the envoys', 'that she had counted twice'],
      ],
    ],
  ])('keeps its own words in “%s”', (text, said) => {
    const claims = claimsOf(text).filter(({ speaker }) => speaker !== null);
    expect(
      claims.map(({ speaker, content }) => [
        speaker?.text,
        content.map(({ start, end }) => text.slice(start, end)).join(' … '),
      ]),
    ).toEqual(said);
  });
});

it.each([
  [
    'The parade was "a last warning" of war, said Captain Ama Kossi, a spokeswoman for the fleet.',
    'Captain Ama Kossi, a spokeswoman for the fleet',
  ],
  ['Western military attachés said that Togo has moved soldiers.', 'Western military attachés'],
  ['The troops have left, Mensah said, "and will not be back."', 'Mensah'],
  ['No units will be moved, the letter adds, "contrary to some reports".', 'the letter'],
  [
    'Mensah described the massing of artillery, tanks and mechanised infantry as "unheard of".',
    'Mensah',
  ],
  [
    'The pictures, taken on 13 May by the firm Vantor, reveal a river base with tents.',
    'The pictures',
  ],
])('gives one source all that is said in “%s”', (text, words) => {
  expect(speakersOf(text)).toEqual([words]);
});

describe('a negative', () => {
  it.each([
    'The minister said there were "no new deployments whatsoever".',
    '"We see no concentration of tanks," Mensah said.',
    'Soldiers never left the town, residents say.',
    'Mensah said that rebels no longer held the town.',
    '"A force of 300,000 cannot be hidden," Mensah said.',
  ])('is kept in “%s”', (text) => {
    expect(claimsOf(text).map(({ negated }) => negated)).toEqual([true]);
  });

  it.each([
    'Mensah said they do not know whether the brigade has left.',
    "We can't tell whether the brigade has left, Mensah said.",
    'Mensah said no fewer than 300 soldiers left.',
  ])('is not made of “%s”', (text) => {
    expect(claimsOf(text).map(({ negated }) => negated)).toEqual([false]);
  });
});

describe('nobody is made to say', () => {
  it.each([
    ["The mayor's office declined to comment.", [null]],
    ['Togo began drills without announcing their end.', [null]],
    ["That isn't what the Pentagon said in January.", [null]],
    [
      'Togo ordered a mobilization in May, according to the newspaper Folha da Lagoa.',
      ['the newspaper Folha da Lagoa'],
    ],
    [
      'The trucks left on Monday, according to the newspaper Folha da Lagoa, which cited a port officer.',
      ['a port officer'],
    ],
    [
      '"It is over," said the monitor, who asked not to be named because he was not allowed to speak.',
      ['the monitor'],
    ],
  ])('more than it said in “%s”', (text, said) => {
    expect(speakersOf(text)).toEqual(said);
  });

  it.each(['Togo | 8 light tanks are in | Lomé | 13 Jan', 'Reported deployments since December'])(
    'a row or title of a table: “%s”',
    (line) => {
      const text = `Tanks leave the capital\n\nThe army said its tanks had left.\n\n${line}\n\nThe port is open.`;
      const at = text.indexOf(line);
      expect(claimsOf(text).filter(({ sentence }) => sentence.start === at)).toEqual([]);
    },
  );

  it('what was told to “this newspaper”', () => {
    const [claim] = claimsOf('An officer told this newspaper that tanks had left.');
    expect(claim?.via).toEqual([]);
  });
});

it.each([
  [
    'ACCRA (AP) -- Ghana and Togo rushed soldiers to their border on Monday, and each accused the other of lying.',
    ['Ghana and Togo rushed soldiers to their border on Monday', 'the other of lying'],
  ],
  [
    'Israeli radio said, without giving a source, that half of the jets had left.',
    ['that half of the jets had left'],
  ],
  ['Tanks are on the move, say people who live in Lomé.', ['Tanks are on the move']],
])('cuts out what is said in “%s”', (text, said) => {
  expect(
    claimsOf(text).map(({ content }) =>
      content.map(({ start, end }) => text.slice(start, end)).join(' … '),
    ),
  ).toEqual(said);
});

it.each([
  ['The general was blunt: "We see no tanks. They left on Monday."', 'The general'],
  ['Kossi had one answer for the envoys: "Who counts the tanks?"', 'Kossi'],
  ['The verdict was clear: "There are no tanks here."', null],
])('gives a quotation behind a colon to the person that “%s” is about', (text, words) => {
  expect(speakersOf(text).at(-1)).toBe(words);
});

it.each([
  'Togo moves armour to Lomé as rebels gather, officials say',
  'Togo moves light tanks toward Benin, envoys say',
])('finds the verb of the headline “%s”', (text) => {
  expect(claimsOf(text)).toMatchObject([{ kind: 'movement' }]);
});
