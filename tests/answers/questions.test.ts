import { afterAll, describe, expect, it, test } from 'vitest';
import { renderPlain } from '../../src/chat/plain.ts';
import { askOver } from '../support/own-articles.ts';
import { askInTurn, openSeeds } from '../support/seeds.ts';

const muster = await openSeeds();
afterAll(() => muster.store.close());

async function lastOf(...turns: string[]) {
  const reply = (await askInTurn(muster, turns)).at(-1);
  return { text: reply ? renderPlain(reply) : '', abstained: reply?.abstained };
}

/** What is offered behind "nearest" is no answer. */
function answered(text: string): string {
  return text.split('The nearest thing held')[0] ?? '';
}

const COAST = `Taiwan's defence ministry said on Wednesday that 17 Chinese warships had taken part in drills around the island.

A senior Taiwan security official said Beijing had moved at least 14 coast guard ships into waters east of Hualien. A second official disputed that account, saying the number was closer to nine.

The Pentagon said that it had no indication China intended to attack.
`;

const NORTH = `HELSINKI, May 20, 2025

Russia has put up more than 130 military tents at Kamenka, less than 40 miles from the Finnish border, satellite images showed.

Kremlin spokesman Dmitry Peskov said that Nato was exaggerating.

Interior Minister Mari Rantanen denied that Helsinki had asked Nato for troops.
`;

const SEA = `Guyana: a warship arrives

A Foreign Office spokesman said there was no question of British troops being sent to Guyana.

A US think tank said satellite images showed Venezuela was expanding its base on an island.
`;

const HILLS = `Serbs mass tanks at the border

General Wesley Clark, Supreme Allied Commander Europe, told the BBC that the Serb build-up was continuing. Belgrade denied it.

A newspaper, Hurriyet, reported that Ankara had agreed to let 80,000 American troops cross its territory, but Prime Minister Abdullah Gul denied there was any such agreement.

General Gary Luck said that North Korea had moved its army. Defense Minister Rhee Byoung-tae said there was no sign of war in North Korea.

"China has more than 2 million people under arms," said the International Institute for Strategic Studies.
`;

describe('what is asked of a place or a force that nothing held is about', () => {
  it.each([
    ['Is Russia massing on the Finnish border?', 'Finland'],
    ['Is Wagner in Kursk?', 'Kursk'],
    ['is Putin dead?', 'Putin'],
    ['did Lukashenko send troops?', 'Lukashenko'],
  ])('is said so first: %s', async (question, name) => {
    const { text, abstained } = await lastOf(question);
    expect(abstained).toBe(true);
    expect(text).toMatch(/^Nothing held/);
    expect(answered(text)).toContain(name);
    expect(answered(text)).not.toMatch(/\[\d\]/);
  });

  it('is not answered with the troops of another country', async () => {
    const { text, abstained } = await askOver([SEA], 'Are US troops going to Guyana?');
    expect(abstained).toBe(true);
    expect(answered(text)).not.toContain('British');
  });
});

describe('a source that is asked for', () => {
  it('is said to be silent where another one answers, which is offered as the nearest', async () => {
    const { text, abstained } = await lastOf('what did the New York Times say about casualties?');
    expect(abstained).toBe(true);
    expect(answered(text)).toContain('Nothing held from New York Times answers this');
    expect(text).toMatch(/nearest thing held.*\n.*United States said.*600,000 casualties/);
  });

  it('confirms nothing that it is not held to have said', async () => {
    const { text, abstained } = await lastOf('does the US confirm 50,000 troops?');
    expect(abstained).toBe(true);
    expect(answered(text)).toContain('Nothing held from the United States answers this');
  });

  it('answers for what its article is about, though its sentence does not name it', async () => {
    const { text, abstained } = await askOver([COAST], 'What did the Pentagon say about Taiwan?');
    expect(abstained).toBe(false);
    expect(text).toContain('no indication China intended to attack');
  });
});

describe('a denial', () => {
  it('that points back is told of what was said right before it', async () => {
    const { text } = await askOver(
      [COAST],
      'How many Chinese coast guard ships are east of Hualien?',
      'do reports differ?',
    );
    expect(text).toContain('A second official denied what a senior Taiwan security official said');
  });

  it('is told as one, in words that cannot be read as a statement', async () => {
    const { text } = await askOver([NORTH], 'Did Finland ask Nato for troops?');
    expect(text).toContain('Mari Rantanen denied that (20 May 2025): Helsinki had asked Nato');
  });

  it('that names nothing is told behind what it denies', async () => {
    const { text, abstained } = await askOver([HILLS], 'did Belgrade deny the buildup?');
    expect(abstained).toBe(false);
    expect(text).toMatch(
      /Clark said.*build-up was continuing.*\nSerbia denied.*Belgrade denied it/,
    );
  });

  it('in the sentence of what it denies is told with it', async () => {
    const { text } = await askOver([HILLS], 'has Turkey agreed to let American troops cross?');
    expect(text).toMatch(/80,000 American troops.*\n.*Abdullah Gul denied/);
  });

  it('is not laid to another statement for one word that both hold', async () => {
    const { text } = await lastOf('What did Trump say on Ukraine?');
    expect(text).toContain('an end to the war');
    expect(text).not.toContain('Kremlin denied, as');
  });

  it('that nobody made is said to be none', async () => {
    const { text, abstained } = await lastOf(
      'what does Kirby say about Zaporizhzhia?',
      'who denies it?',
    );
    expect(abstained).toBe(true);
    expect(text).toBe('No denial of this is held.');
  });
});

test('asked whether a source says what was told, says that it is not held to', async () => {
  const { text, abstained } = await lastOf(
    'how many troops did Putin order?',
    'is that what Russia announced?',
  );
  expect(abstained).toBe(true);
  expect(text).toBe('Nothing held from Russia says so.');
});

test('the city is not what its government’s commander commands', async () => {
  const { text } = await lastOf('will Russia attack Kyiv?');
  expect(answered(text)).not.toContain('Syrskyi said');
});

test('asked for the claims of a people, leaves out what only stands near them', async () => {
  const { text } = await lastOf('/claims North Koreans');
  expect(text).toContain('some 10,000 North Koreans');
  expect(text).not.toContain('war aims');
});

test('the figures of claims are neither distances nor told twice in another unit', async () => {
  const { text } = await lastOf('/claims territory place:Kursk');
  const figures = text.slice(text.indexOf('Figures in these claims'));
  expect(figures).toContain('over 1,000 square kilometers');
  expect(figures).not.toContain('386 square miles');
});

test('a headline and its article are one source, and confirm each other of nothing', async () => {
  const { text } = await lastOf('/claims amassing place:kursk');
  expect(text).toContain('Russia amassing tens of thousands of troops');
  expect(text).not.toContain('corroborated');
});

test('asked how much of a place is held, tells ground and no troops', async () => {
  const { text } = await lastOf('how much of Kursk does Russia hold?');
  expect(text).toContain('square kilometers');
  expect(text).not.toContain('troops');
});

test('the latest is told once', async () => {
  const { text } = await lastOf('latest on North Korea');
  expect(text.match(/no indication/g)).toHaveLength(1);
});

test('what Russia warns of is told by what it warned', async () => {
  const { text } = await lastOf('what does Russia warn of?');
  expect(text).toMatch(/^Russia warned/);
});

test('the text is told rather than the headline that repeats it', async () => {
  const { text } = await lastOf('is russia massing troops for a kursk offensive?');
  expect(text).toContain('Oleksandr Syrskyi said');
  expect(text).not.toContain('military chief');
});

test('what is asked behind a denial is asked of what was denied', async () => {
  const turns = ['did Trump call Putin?', 'who denied it?', 'is it confirmed?', 'who reported it?'];
  expect((await lastOf(...turns.slice(0, 3))).text).toMatch(
    /Washington Post reported.*denied by the Kremlin/,
  );
  const { text } = await lastOf(...turns);
  expect(text).toContain('Washington Post reported');
  expect(text).not.toContain('Kremlin denied, as');
});

test('two quotations with the article’s words between them keep their marks', async () => {
  const { text } = await lastOf('what did Zelensky say in Feb 2023?');
  expect(text).toContain('"The situation has become tougher" in the area, and further that "The');
  expect(text).toContain('anniversary of the invasion" [1]');
});

test('words that two sources stand around are those of the nearer', async () => {
  const { text } = await askOver(
    [
      'Ruritania expects the attacks to come from the east: "As their forces are massed in the east, we do expect an offensive near Taipei," Defense Minister Jan Sak said.',
    ],
    'who expects an offensive near Taipei?',
  );
  expect(text).toMatch(/Jan Sak said/);
  expect(text).not.toMatch(/Ruritania said.*we do expect/);
});

describe('names', () => {
  it('are found however their letters are written', async () => {
    const { text } = await askOver(
      ['Poland’s minister said that 4,000 troops were massed near Łódź.'],
      '/briefing lodz',
    );
    expect(text).toContain('4,000 troops');
  });

  it('of places that nobody gave to Muster are asked for as such', async () => {
    const { text, abstained } = await askOver([HILLS], 'Is there a buildup in Zubrovka?');
    expect(abstained).toBe(true);
    expect(answered(text)).toContain('Zubrovka');
  });

  it('may be a body’s initials', async () => {
    const { text } = await askOver([HILLS], 'what does the IISS say?');
    expect(text).toContain('2 million people under arms');
  });

  it('of two sources are both heard', async () => {
    const { text } = await askOver([HILLS], 'what do Luck and Byoung-tae say about North Korea?');
    expect(text).toContain('North Korea had moved its army');
    expect(text).toContain('no sign of war');
  });
});

test('a bare noun behind “how many” counts that', async () => {
  const { text } = await askOver(
    ['NATO said that Yugoslavia had massed 300 tanks in Kosovo and 40,000 soldiers.'],
    'how many tanks are in Kosovo?',
    'and soldiers?',
  );
  expect(text).toContain('40,000 soldiers');
});

test('a question whether somebody did something is not answered with what else was done', async () => {
  const { text, abstained } = await askOver(
    [
      'Guyana’s Vice-President said that Venezuela would not let its forces pass through Guyana.\n\nVenezuela’s minister said that the ship near Guyana had left.\n',
    ],
    'has Venezuela invaded Guyana?',
  );
  expect(abstained).toBe(true);
  expect(answered(text)).not.toMatch(/\[\d\]/);
});

describe('words', () => {
  it.each([
    ['how many troops does Russia have on the front line?', 'hundreds of thousands of troops'],
    ['did Ukraine invade Russia?', 'launched its own incursion into Russia'],
    ['how many brigade elements moved to Kursk?', 'brigade-sized'],
  ])('are found in another writing: %s', async (question, found) => {
    expect((await lastOf(question)).text).toContain(found);
  });

  it('that open a question are no names: “Is” is not a group', async () => {
    const { text } = await askOver(
      ['South Korea’s minister said there was no evidence that North Korea was preparing for war.'],
      'Is North Korea preparing for war?',
    );
    expect(text).toContain('no evidence that North Korea was preparing for war');
  });
});

describe('a period', () => {
  it('leaves out what was reported after it', async () => {
    const { text } = await lastOf('what happened before August 2024?');
    expect(text).toContain('3 Feb 2023');
    expect(text).not.toMatch(/Nov 2024|Mar 2025/);
  });

  it('in which nothing is dated is said to hold nothing', async () => {
    const { text, abstained } = await lastOf('what happened in Kursk before 2022?');
    expect(abstained).toBe(true);
    expect(text).toBe('Nothing held on this is dated before 2022.');
  });

  it('that is asked for changes is told from its beginning to its end', async () => {
    const { text } = await lastOf('what changed in Kursk between August 2024 and March 2025?');
    const told = text.slice(text.indexOf('\n'));
    const days = ['Aug 2024', 'Nov 2024', 'Mar 2025'].map((day) => told.indexOf(`${day} (`));
    expect(days).toEqual([...days].sort((a, b) => a - b));
    expect(told).toContain('lost significant ground');
    expect(told).not.toContain('May 2025');
  });
});

test('asked when, what lay ahead is told before what was over', async () => {
  const { text } = await lastOf('when will the offensive start?');
  expect(text.split('\n')[0]).toContain('in the coming weeks');
});

test('asked where, what names a place is told before what names none', async () => {
  const { text } = await lastOf('where are North Korean troops?');
  expect(text.split('\n')[0]).toContain('Kursk');
});

test('a question about what was told is not answered where nothing was', async () => {
  const { text, abstained } = await lastOf('how many soldiers are in Kherson?', 'who said that?');
  expect(abstained).toBe(true);
  expect(text).toBe('Nothing was told here yet that this could be asked of.');
});

test('a claim that is asked to be true is told with who else says so', async () => {
  const { text } = await lastOf('is it true that 50,000 troops amassed for a Kursk offensive?');
  expect(text).toContain('Not confirmed by a second, independent source');
});

test('a source that the article calls “its deputy” is not called so elsewhere', async () => {
  const { text } = await askOver(
    [
      'Hezbollah has not commented on the call-up. Its deputy leader, Naim Qassem, claimed last week that the group has 100,000 trained fighters.',
    ],
    'How many fighters does Hezbollah have?',
  );
  expect(text).toMatch(/^Deputy leader Naim Qassem said/);
});

test('one line in /sources counts one claim as one', async () => {
  const { text } = await askOver(['Ruritania said that it would send no troops.'], '/sources');
  expect(text).toContain('(1 claim;');
});

const HARBOUR = `Mayor Vella told Radio Marsa on Monday that the Royal Navy had lost 40 sailors since June.

The navy said that 900 Maltese sailors were in the harbour. Officials are working to determine how many sailors have left.

The shelling forced tens of thousands of Maltese from their homes, the Red Cross said.
`;

describe('a misspelt word', () => {
  it.each([
    ['what did Zelenski warn about Harkiv?', 'Read “Harkiv” as “Kharkiv”.', 'Sumy and Kharkiv'],
    ['leningad military distict', 'Read “distict” as “district”.', 'Leningrad military district'],
  ])('is read as the nearest one held, and that is said: %s', async (question, note, told) => {
    const { text } = await lastOf(question);
    expect(text).toContain(note);
    expect(text).toContain(told);
  });

  it('is no word that any list has, nor a name that is like another word', async () => {
    expect((await lastOf('how many planes are in Belarus?')).text).not.toContain('Read “');
    expect((await lastOf('what did Mr Groups say?')).text).not.toContain('Read “');
  });
});

describe('a figure', () => {
  it('of those lost is no figure of those who are there', async () => {
    const lost = await askOver([HARBOUR], 'How many sailors did the navy lose?');
    expect(lost.text).toContain('lost 40 sailors');
    expect(lost.text).not.toContain('900');
  });

  it('of a people answers for people', async () => {
    const { text } = await lastOf('how many people were forced from their homes?');
    expect(text).toContain('tens of thousands of Russians');
  });

  it('of one country’s troops is not given for another’s, whoever gives it', async () => {
    const { text, abstained } = await lastOf('how many Ukrainian troops are in Kursk?');
    expect(abstained).toBe(true);
    expect(answered(text)).not.toMatch(/tens of thousands|1,000/);
  });

  it('stands beside what is said not to be known yet', async () => {
    const { text } = await lastOf('how many troops is Russia moving to Kursk?');
    expect(text).toContain('several thousand troops');
    expect(text).toContain('determine precisely how many troops Russia is moving');
    expect(text).not.toContain('hundreds of thousands');
  });

  it('that an outlet is asked for and did not give is not another outlet’s', async () => {
    const { abstained } = await lastOf('how many troops did the Washington Post count in Kursk?');
    expect(abstained).toBe(true);
  });
});

test('who says “the operation is …” is not asked of the place of the operation', async () => {
  const { text } = await lastOf('who says the Kursk operation is impressive?');
  expect(text).toMatch(/western official said/i);
});

test('asked through whom, the relay is told', async () => {
  const { text } = await lastOf('what did Rybar say?', 'through whom?');
  expect(text).toContain('via Wall Street Journal');
});

test('what takes place takes nothing', async () => {
  const { text } = await lastOf('where are the Russian drills taking place?');
  expect(text.split('\n')[0]).toContain('Belarus');
});

test('which of two figures is right is not decided, but told with its source', async () => {
  const { text } = await lastOf('300,000 or 500,000 troops, which is right?');
  expect(text).toContain('Not confirmed by a second, independent source');
  expect(text).toMatch(/300,000.*\n.*500,000/);
});

describe('asked when', () => {
  it('somebody said it, the day of the saying is told', async () => {
    const { text } = await lastOf('when did Zelensky declare the Kharkiv offensive had failed?');
    expect(text.split('\n')[0]).toMatch(/8 Jun 2024.*failed/);
    expect(text).not.toContain('Dated by the text');
  });

  it('something happened that no report dates or tells, that is said', async () => {
    const { text, abstained } = await lastOf('when did Russia capture Sudzha?');
    expect(abstained).toBe(true);
    expect(answered(text)).toContain('Nothing held tells when.');
    expect(text).toContain('Ukraine still holds');
  });

  it.each(['when is the newest report held from?', 'what is the latest?'])(
    'the newest report is from, the newest one is told: %s',
    async (question) => {
      const { text, abstained } = await lastOf(question);
      expect(abstained).toBe(false);
      expect(text).toContain('the newest report is of about May 2025');
    },
  );
});

it.each(['what is the name of the second US official?', 'who is the first US official?'])(
  'a source without a name is said to have none: %s',
  async (question) => {
    const { text, abstained } = await lastOf(question);
    expect(abstained).toBe(true);
    expect(text).toMatch(/^What is held does not name the (?:first|second) US official\./);
  },
);

test('“comply” finds “compliance”', async () => {
  const { text, abstained } = await lastOf('did Russia fully comply with the truce?');
  expect(abstained).toBe(false);
  expect(text).toContain('refused full compliance');
});

test('who says that something cannot be is not answered with what is', async () => {
  const { text } = await lastOf('who said Ukraine cannot hold the territory for long?');
  expect(text.split('\n')[0]).toContain('extremely unlikely to be able to hold the territory');
});

test('a source without a figure is said to give none, and another’s is offered', async () => {
  const { text, abstained } = await lastOf(
    'how many troops did the Washington Post count in Kursk?',
  );
  expect(abstained).toBe(true);
  expect(answered(text)).toContain('No figure from Washington Post is held on this.');
  expect(text).toContain('nearest thing held');
});

test('who denied it is told before what is like it', async () => {
  const { text } = await lastOf('who denied the call?');
  expect(text).toMatch(/^The Kremlin denied/);
});

test('a clause that says “there” or “they” is told in its sentence', async () => {
  const { text } = await lastOf('where did Sak expect the offensive to begin?');
  expect(text.split('\n')[0]).toContain('their main forces are concentrated in the east');
});

test('“have the aims changed?” asks of the aims, and for no history', async () => {
  const { text } = await lastOf('have the US assessments changed?');
  expect(text).toContain('little change in Russia’s war aims');
  expect(text).not.toContain('nothing held is newer');
});

describe('which outlet', () => {
  it('reported it is told where the text names it', async () => {
    const { text, abstained } = await lastOf(
      'how many Russian and North Korean troops are near Kursk?',
      'which outlet reported that?',
    );
    expect(abstained).toBe(false);
    expect(text).toMatch(/^The New York Times reported/);
  });

  it('it was is said not to be named where the text does not', async () => {
    const { text, abstained } = await lastOf('which French outlet did Reznikov talk to?');
    expect(abstained).toBe(true);
    expect(text).toContain('does not name the outlet');
  });
});

test('conscripts are not counted by a figure of troops', async () => {
  expect((await lastOf('how many conscripts were sent to Kursk?')).abstained).toBe(true);
});

test('those who are displaced are those who were forced from their homes', async () => {
  const { text } = await lastOf('how many people were displaced?', 'who said so?');
  expect(text).toMatch(/^Ukraine/);
  expect(text).toContain('from their homes');
});

test('a headline is no second source for the figure of its article', async () => {
  const { text } = await lastOf('whose claim is the 500,000?');
  expect(text).toContain('Reznikov said');
  expect(text).not.toContain('Mustering');
});

test('a wish that is asked about is no word to look for', async () => {
  const { text, abstained } = await lastOf(
    'does the US want to allow long-range weapons in Kursk?',
  );
  expect(abstained).toBe(false);
  expect(text).toContain('remains reluctant');
});

const FRONTIER = [
  `N'DJAMENA, March 4, 2024

Chad has sent about 3,000 soldiers to its border with Sudan, Defense Minister Issaka Malloua said on Monday.

Sudan's army said Chad had let weapons reach the militia. The opposition leader Succes Masra accused the government of using the crisis to delay elections planned for May 6.
`,
  `N'DJAMENA, June 18, 2024

Chad has withdrawn about half of its soldiers from the border with Sudan, two officers said on Tuesday. A general said that the tanks would remain at Adre.

France denied that the government had used its drones. The Red Cross said 40,000 people had fled to Chad and that 900 Chadian soldiers were in Abeche.
`,
];

describe('over two articles of another war', () => {
  it.each([
    ['how many soldiers did Chad send to the border?', /^Defense Minister Issaka Malloua said/],
    ['who accused the government?', /^Opposition leader Succes Masra/],
    ['who says the tanks will stay?', /A general said .*tanks would remain at Adre/],
    ['how many people fled to Chad?', /Red Cross said .*40,000 people/],
    ['when will the elections be held?', /May 6/],
  ])('%s', async (question, told) => {
    const { text, abstained } = await askOver(FRONTIER, question);
    expect(abstained).toBe(false);
    expect(text).toMatch(told);
  });
});

describe('in a thread', () => {
  it('“he” is whoever was told first, and what was told is not told again', async () => {
    const { text } = await lastOf(
      'who said Putin ordered 500,000 troops?',
      'what else did he say?',
    );
    expect(text).toMatch(/^Ukrainian Defense Minister Oleksii Reznikov said.*300,000/);
    expect(text).not.toMatch(/Zelensky|Kirby/);
  });

  it('what is newer is told first', async () => {
    const { text } = await lastOf('what was reported on Kursk in 2024?', 'any newer reports?');
    expect(text.split('\n')[0]).toContain('about May 2025');
  });
});

test('how many months is a time', async () => {
  const { text } = await lastOf('how many months could the offensive last?');
  expect(text).toContain('six to nine months');
});

test('what stands against a figure in its sentence is told with it', async () => {
  const { text } = await lastOf('how much ground did Ukraine take in Kursk?');
  expect(text).toMatch(
    /1,300 square kilometers of Russian territory, they lost significant ground/,
  );
});

const RIVER = `May 12, 2025

Moldova's army has taken the village of Corlata, a Moldovan spokesman said. Transnistria's commander said that his army had lost 40 men in June.

The fire brigade of Corlata has trouble reaching the mill in the short term, the Moldovan mayor said.

General Anton Lupu said that Moldova had ordered 4,000 troops to the river. "Officially they announced 2,500 troops, but it is much more," Lupu said.

Reuters reported that the mayor had fled to Odesa.
`;

describe('what is asked of a month alone', () => {
  it('is told where the text names the month', async () => {
    const { text } = await askOver([RIVER], 'how many men were lost in June?');
    expect(text).toContain('40 men');
  });

  it('is told where the article is of that month', async () => {
    const { text, abstained } = await askOver([RIVER], 'who took Corlata in May?');
    expect(abstained).toBe(false);
    expect(text).toContain('taken the village');
  });

  it('is said to be of no such month', async () => {
    const { text, abstained } = await askOver([RIVER], 'who took Corlata in October?');
    expect(abstained).toBe(true);
    expect(text).toBe('Nothing held on this is dated in October.');
  });
});

describe('a question of one thing', () => {
  it('asks when one country did it, not when another did', async () => {
    const { abstained } = await askOver([RIVER], 'when did Ukraine take Corlata?');
    expect(abstained).toBe(true);
  });

  it('does not take the short term for a shortage', async () => {
    const { text } = await askOver([RIVER], 'is Moldova short of men?');
    expect(answered(text)).not.toContain('short term');
  });

  it('finds what is told in other words: struggling is having trouble', async () => {
    const { text, abstained } = await askOver([RIVER], 'is the brigade struggling?');
    expect(abstained).toBe(false);
    expect(text).toContain('trouble reaching');
  });

  it('takes “they” for the force that the speaker spoke of before', async () => {
    const { text } = await askOver(
      [RIVER],
      'do sources differ on how many troops Moldova ordered?',
    );
    expect(text).toContain('4,000');
    expect(text).toContain('2,500');
  });

  it('is told by a name, whatever sort of thing “which” asks for', async () => {
    const { text, abstained } = await askOver(
      [RIVER],
      'which agency wrote that the mayor had fled?',
    );
    expect(abstained).toBe(false);
    expect(text).toContain('Reuters');
  });

  it('asks who is behind “according to”, not who stands before it', async () => {
    const { text } = await lastOf('what is holding Russia back according to US assessments?');
    expect(text).toContain('minefields');
    expect(text).not.toContain('Putin said');
  });
});

describe('a figure that is no answer', () => {
  const PLAIN = `May 12, 2025

The Ruritanian army has taken 30 square miles of the plain, the ministry said. A spokesman said on Saturday that 700 troops had come from the occupied territory.
`;

  it('counts troops where ground is asked for', async () => {
    const { text } = await askOver([PLAIN], 'how much territory has the army taken?');
    expect(text).toContain('30 square miles');
    expect(text).not.toContain('700 troops');
    const size = await askOver([PLAIN], 'how big is the territory that was taken?');
    expect(size.text).toContain('30 square miles');
    expect(size.text).not.toContain('700 troops');
  });

  it('is not asked for by “can they boost their numbers in”', async () => {
    const { text, abstained } = await lastOf('can Pyongyang boost its troop numbers in Ukraine?');
    expect(abstained).toBe(false);
    expect(text).toContain('no indication that North Korea');
  });
});

test('asked when somebody said it, tells the day of saying, not of printing', async () => {
  const { text } = await lastOf('what did Reznikov claim about Putin?', 'when did he say that?');
  expect(text).toMatch(/Reznikov said \(.*1 Feb 2023\)/);
});

describe('a figure of one month', () => {
  const LOSSES = `June 20, 2025

The ministry said that the army had lost 9,000 men since the war began, and that 300 men a day were lost in March.
`;

  it.each([
    [['how many men were lost in March?']],
    [['how many men has the army lost?', 'and in March alone?']],
  ])('is told, and not the sum of all months: %j', async (turns) => {
    const { text, abstained } = await askOver([LOSSES], ...turns);
    expect(abstained).toBe(false);
    expect(text).toMatch(/300 men a day/);
  });
});
