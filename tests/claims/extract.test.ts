import { describe, expect, it } from 'vitest';
import type { Claim } from '../../src/claims/claim.ts';
import { type Article, cut } from '../../src/corpus/article.ts';
import { readText } from '../support/seeds.ts';

const KNOWN = { published: '2024-05-20' };

/** A claim in words: who, through whom, what. */
function inWords(article: Article, claim: Claim) {
  return {
    who: claim.speaker?.name ?? null,
    via: claim.via.map(({ name }) => name),
    what: claim.content.map((span) => cut(article, span)).join(' '),
    kind: claim.kind,
    modality: claim.modality,
    negated: claim.negated,
  };
}

/** The statements of a text; what a source only wants or feels is left out. */
function statementsOf(text: string) {
  const { article, claims } = readText(text, KNOWN);
  return claims
    .filter(({ stance }) => stance === 'statement')
    .map((claim) => inWords(article, claim));
}

describe('what a claim is about', () => {
  it.each([
    ['Iraq has massed 100,000 troops along the Kuwaiti border, the Pentagon said.', 'buildup'],
    ['Three officials told Axios that Israel had called up 60,000 reservists.', 'buildup'],
    ['Some 5,000 Cuban soldiers are in Angola, the CIA estimated in 1976.', 'buildup'],
    ['Armenia said that Azerbaijan was moving troops toward the Lachin corridor.', 'movement'],
    ['The navy withdrew three frigates from the Falkland Islands in April 1982.', 'movement'],
    ['Serbia is pulling its troops out of Kosovo.', 'movement'],
    ['An army spokesman said two battalions had been sent to Aden.', 'movement'],
    ['The colonel said his men had seized two villages but lost a bridge.', 'territory'],
    [
      'While the rebels took the town of Goma last month, they lost the airport on Friday.',
      'territory',
    ],
    ['The army killed at least 40 fighters near El Fasher, Reuters reported.', 'casualties'],
    ['In a statement, the ministry said 800 soldiers had died.', 'casualties'],
    ['Azerbaijan is holding joint military exercises with Turkey, the ministry said.', 'drill'],
    ['The foreign ministers of Egypt and Ethiopia met in Cairo for talks on the dam.', 'diplomacy'],
    ['Egypt has 12,000 troops in Sinai, Haaretz reported.', 'capability'],
    [
      'Israel expects the attacks to come from the south: “We are ready,” Levi said.',
      'offensive-forecast',
    ],
    ['Libya has trouble massing the forces it would like.', 'capability'],
    ['Chad is able to increase its own troop levels in Darfur, an envoy said.', 'buildup'],
    ['Chad increased its attacks on Sudanese forces, an envoy said.', 'other'],
    ['Sudan’s forces have fired at the new Chadian troops, an envoy said.', 'other'],
    ['Haftar has called for an end to the war.', 'diplomacy'],
    [
      'Chad wants to retake the 500 square miles of land that the militia seized when it began its offensive in May.',
      'territory',
    ],
    ['Pyongyang has not commented on the deployment.', 'other'],
    ['London has neither confirmed nor denied the deployment.', 'other'],
    ['Some 13,000 soldiers are taking part, according to Minsk.', 'capability'],
    ['The general added that his forces were ready to deter any advance.', 'other'],
  ])('“%s” is read as such', (text, kind) => {
    expect(statementsOf(text).map((claim) => claim.kind)[0]).toBe(kind);
  });
});

describe('a statement that says no', () => {
  it.each([
    'Saddam Hussein denied that his forces were preparing to attack.',
    'General Nasution told reporters there was no indication that Malaysia had moved troops.',
    'The army has not sent reinforcements to Kashmir, a senior Indian official said.',
    '"We will not withdraw," said General Haftar.',
    'Ethiopia refused to withdraw its forces from Badme.',
    'Officials ruled out any deployment to Mali.',
    'Hanoi rejected the claim that its divisions had crossed into Cambodia.',
    'No troops were seen at the border, the BBC reported.',
    'There is no sign that the Soviet Union is reducing its forces, Margaret Thatcher said.',
    'He has no plans to invade, the president’s office said.',
    'Neither side has moved troops, the mediator said.',
    'The ministry said there was no fighting near Aden.',
    'Libya has so far held back from a large-scale deployment.',
    'The column could not cross the Tigris, officers said.',
    'Abiy Ahmed said that Ethiopia would “not fire the first shot.”',
  ])('“%s” is negated, and keeps the word that says so', (text) => {
    const statements = statementsOf(text);
    expect(statements.length).toBeGreaterThan(0);
    for (const { negated } of statements) expect(negated).toBe(true);
    const { article, claims } = readText(text, KNOWN);
    for (const { content, cue } of claims) {
      const shown = [...content, ...(cue?.spans ?? [])].map((span) => cut(article, span)).join(' ');
      expect(shown).toMatch(/\bno\b|\bnot\b|no plans|neither|den|refus|ruled|reject|held back/i);
    }
  });

  it.each([
    'With no reserves left, the army moved two brigades to Basra.',
    'No fewer than 300 soldiers crossed the Rhine.',
    'Some 5,000 Cuban soldiers are in Angola, the CIA estimated.',
    'It is unclear whether North Vietnam has withdrawn its regulars from Laos.',
    'We cannot tell whether the division has left, the general said.',
    'The minister said that an invasion could come within days.',
  ])('“%s” is none', (text) => {
    expect(statementsOf(text).map(({ negated }) => negated)).toEqual([false]);
  });
});

describe('how sure a claim is', () => {
  it.each([
    ['Iraq has massed troops on the border, the Pentagon said.', 'claimed'],
    ['Iraq has massed troops on the border, Reuters reported.', 'reported'],
    ['Iraq has massed troops on the border.', 'reported'],
    ['The minister warned that an invasion was near.', 'warning'],
    ['The ministry denied that it had massed troops on the border.', 'denied'],
    ['The army may have moved two brigades to Basra.', 'possible'],
    ['It is unclear whether North Vietnam has withdrawn its regulars from Laos.', 'possible'],
    ['Eritrea likely mobilized reservists last week.', 'possible'],
    ['It is not clear how long the crossings will remain shut.', 'possible'],
    ['South Korea will hold drills near the border next week.', 'forecast'],
    ['An attack on Seoul is likely, the analyst said.', 'forecast'],
    ['Libya has trouble massing the forces it would like.', 'reported'],
  ])('“%s” is %s', (text, modality) => {
    expect(statementsOf(text).map((claim) => claim.modality)).toEqual([modality]);
  });
});

describe('who says it, and through whom', () => {
  it.each([
    [
      'An army spokesman told Al Jazeera that two battalions had been sent to Aden.',
      [['An army spokesman', ['Al Jazeera']]],
    ],
    [
      'Radio Tehran said the Revolutionary Guards had told it that 30 boats were sent to Hormuz.',
      [['Revolutionary Guards', ['Radio Tehran']]],
    ],
    [
      '"Prince Sihanouk, the deposed ruler, said Monday that his men had taken the town of Pailin," writes The Guardian on Tuesday.',
      [['Sihanouk', ['Guardian']]],
    ],
    [
      'The Wall Street Journal, citing intelligence officials, reported on Sunday that 20 launchers had been moved.',
      [['intelligence officials', ['Wall Street Journal']]],
    ],
    [
      'Libya has moved tanks to the border, Reuters reported, citing the Egyptian army.',
      [['Egyptian army', ['Reuters']]],
    ],
    [
      'Reuters, citing concerns over safety, said that it had moved its staff from Goma.',
      [['Reuters', []]],
    ],
    [
      'A Pentagon official, quoted by the Washington Post, said that Hanoi had moved two divisions.',
      [['A Pentagon official', ['Washington Post']]],
    ],
    [
      'In a Wednesday interview with a French newspaper Foreign Minister Ana Sall said that Chad had moved its tanks. “There are more of them,” she said.',
      [
        ['Ana Sall', ['a French newspaper']],
        ['Ana Sall', ['a French newspaper']],
      ],
    ],
    [
      'General Haftar wrote in a post on Telegram that his men had taken Sirte.',
      [['Haftar', ['Telegram']]],
    ],
    [
      'Speaking to the BBC, General Haftar said that his men had taken Sirte.',
      [['Haftar', ['BBC']]],
    ],
    [
      'Speaking to his officers, General Haftar said that his men had taken Sirte.',
      [['Haftar', []]],
    ],
    ['Pyongyang has not commented on the deployment.', [[null, []]]],
    ['Nothing suggests that Minsk will answer, a diplomat said.', [['a diplomat', []]]],
    ['Reservists were called up, according to the Associated Press.', [['Associated Press', []]]],
    ['Some 5,000 Cuban soldiers are in Angola, the CIA estimated in 1976.', [['CIA', []]]],
    ['Hanoi said that its divisions had crossed into Cambodia.', [['Vietnam', []]]],
    ['The troops, which Chad sent in March, have left Darfur.', [[null, []]]],
  ])('“%s”', (text, sources) => {
    expect(statementsOf(text).map(({ who, via }) => [who, via])).toEqual(sources);
  });

  it.each([
    'He declined to say whether Washington had asked Moscow for an explanation.',
    'Saddam Hussein denied that his general had said the army was ready.',
  ])('lets nobody say what another would not confirm or denies: “%s”', (text) => {
    for (const { who, negated } of statementsOf(text)) {
      expect(who ?? '').not.toMatch(/United States|general/);
      expect(negated).toBe(true);
    }
  });

  it('is nobody where it is only said what follows if somebody says it', () => {
    const statements = statementsOf(
      'If Hanoi says that its army has left, the bridge will open again.',
    );
    expect(statements.map(({ who }) => who)).toEqual([null, null]);
  });

  it('finds the person behind “he” and behind a role', () => {
    const { claims } = readText(
      'Gen. Moshe Levi, the Israeli chief of staff, said that Syria had moved tanks to the Bekaa Valley. ' +
        'He said that the tanks were not a threat.\n' +
        '“We are watching them,” Levi added.',
      KNOWN,
    );
    expect(claims.map(({ speaker }) => speaker?.name)).toEqual([
      'Moshe Levi',
      'Moshe Levi',
      'Moshe Levi',
    ]);
  });

  it('tells a government by its seat from the city', () => {
    const { claims } = readText('Cairo said that 300 soldiers had been flown to Cairo.', KNOWN);
    expect(claims[0]).toMatchObject({
      speaker: { name: 'Egypt', kind: 'government' },
      places: [{ name: 'Cairo', isGovernment: false }],
    });
  });
});

describe('what is cut out of a sentence', () => {
  it('is the whole of what was said, its contrast included', () => {
    expect(
      statementsOf('The colonel said his men had seized two villages but lost a bridge.').map(
        ({ what }) => what,
      ),
    ).toEqual(['his men had seized two villages but lost a bridge']);
  });

  it('is never a clause without its “no”', () => {
    for (const text of [
      'There is no indication that Libya is massing troops on the border with Chad.',
      'He saw no evidence that 40,000 soldiers had crossed the Yalu River.',
    ])
      for (const { what } of statementsOf(text)) expect(what).toMatch(/\bno\b/);
  });

  it('ends before the number of a note', () => {
    const [claim] = statementsOf('Hanoi claimed that 20,000 soldiers had crossed into Laos.[12]');
    expect(claim?.what).toBe('that 20,000 soldiers had crossed into Laos.');
  });

  it('ends where another speaks, and has its subject', () => {
    expect(
      statementsOf(
        'Israel expects attacks from the south: “We are ready for them,” Levi said.',
      ).map(({ who, what }) => [who, what]),
    ).toEqual([
      ['Israel', 'attacks from the south'],
      ['Levi', '“We are ready for them,”'],
    ]);
    expect(
      statementsOf('Warsaw has shut all crossings, saying that the drills are a threat.').map(
        ({ what }) => what,
      ),
    ).toEqual(['Warsaw has shut all crossings', 'that the drills are a threat']);
  });

  it('is what goes on beside what only comes', () => {
    expect(
      statementsOf('The warnings come as Chad faces a shortage of men at the front.').map(
        ({ what, kind }) => [what, kind],
      ),
    ).toEqual([['The warnings come as Chad faces a shortage of men at the front.', 'capability']]);
  });

  it.each([
    ['Chad is massing tanks on the border for a possible new offensive, an envoy said.', 2],
    ['Haftar has ordered 50,000 troops to ready the new assault, an envoy said.', 2],
    ['We see preparations for a new operation, an envoy said.', 1],
    ['Chad is massing tanks on the border for a parade, an envoy said.', 1],
  ])('is what troops gather for, where that lies ahead: “%s”', (text, count) => {
    const kinds = statementsOf(text).map(({ kind }) => kind);
    expect(kinds).toHaveLength(count);
    expect(kinds[0]).toBe('buildup');
    expect(kinds.includes('offensive-forecast')).toBe(count === 2);
  });

  it('is another behind “and further that”', () => {
    const found = statementsOf(
      'President Sall said that the situation had become worse, and further that Chad was preparing an attack.',
    );
    expect(found.map(({ who, kind }) => [who, kind])).toEqual([
      ['Sall', 'other'],
      ['Sall', 'offensive-forecast'],
    ]);
  });

  it('is about what is denied', () => {
    const found = statementsOf(
      'The Washington Post reported that Sall had called Haftar, but the army denied the call.',
    );
    expect(found.map(({ who, kind }) => [who, kind])).toEqual([
      ['Washington Post', 'diplomacy'],
      ['army', 'diplomacy'],
    ]);
  });

  it('is no example of what it names, and no comma', () => {
    const texts = [
      'The reports show little change in Libya’s aims, including taking control of the airport.',
      'The envoy met Ms. Sall, who has called for an end to the war, which could bring talks in Dakar.',
    ];
    for (const text of texts) {
      const statements = statementsOf(text);
      expect(new Set(statements.map(({ what }) => what)).size).toBe(statements.length);
      for (const { what } of statements) expect(what).not.toMatch(/^including/);
    }
  });

  it('is put together where the source interrupts it', () => {
    const [claim] = statementsOf(
      '“The division,” General Haftar said, “has taken the airport of Sirte.”',
    );
    expect(claim?.what.replace(/\s+/g, ' ')).toMatch(
      /^“?The division,?”? “?has taken the airport of Sirte\.?”?$/,
    );
  });

  it('is nothing in a language that is not read', () => {
    const { article, claims } = readText(
      'Das Verteidigungsministerium teilte am Dienstag mit, dass die Armee mehr als dreitausend Soldaten an die Grenze verlegt habe. Weitere Einheiten sollen in den kommenden Wochen folgen.',
    );
    expect({ language: article.language, claims }).toEqual({ language: 'de', claims: [] });
  });
});

describe('when', () => {
  it('was said is kept apart from when it happened', () => {
    const { claims } = readText(
      'The ministry said on Friday that two battalions had been sent to Aden in March.',
      KNOWN,
    );
    expect(claims[0]).toMatchObject({
      said: { earliest: '2024-05-17', latest: '2024-05-17' },
      happened: { earliest: '2024-03-01', latest: '2024-03-31' },
    });
  });

  it('was said is not the day since when the source has been what it is', () => {
    const text =
      'The RSF, which has been at war since April 2023, said on Friday that it had taken Bara.';
    const claim = readText(text, KNOWN).claims.find(({ speaker }) => speaker !== null);
    expect(claim?.said).toMatchObject({ earliest: '2024-05-17', latest: '2024-05-17' });
  });

  it('“he” said it is when he spoke last', () => {
    const { claims } = readText(
      'In an interview on Friday, Omar Bashir said that two brigades had left Juba. “More will follow,” he said.',
      KNOWN,
    );
    expect(claims.map(({ said }) => said.earliest)).toEqual(['2024-05-17', '2024-05-17']);
  });

  it('it happened is not when another of its clauses did', () => {
    const { claims } = readText(
      'The army is advancing on Sirte, aiming to retake 300 square miles of land that militias seized in March.',
      KNOWN,
    );
    expect(claims.map(({ happened }) => happened.earliest)).toEqual([null, '2024-03-01']);
  });

  it.each(['since 2022', 'since the 2022 invasion', 'since its 2022 offensive'])(
    'something has gone on %s lasts until the article’s own day',
    (since) => {
      const { claims } = readText(`The army has lost 5,000 soldiers ${since}.`, KNOWN);
      expect(claims[0]?.happened).toMatchObject({ earliest: '2022-01-01', latest: '2024-05-20' });
    },
  );

  it('nothing tells, the article’s own day stands for when it was said, and nothing for when it happened', () => {
    const { claims } = readText('Two battalions were sent to Aden, the ministry said.', KNOWN);
    expect(claims[0]).toMatchObject({
      said: { earliest: '2024-05-20', latest: '2024-05-20' },
      happened: { basis: 'unknown' },
    });
  });
});

describe('what is counted, of whom and where', () => {
  it.each([
    [
      'Iraq has massed 100,000 troops along the Kuwaiti border, the Pentagon said.',
      { force: ['Iraqi'], quantities: [{ low: 100_000, high: 100_000, unit: 'troops' }] },
    ],
    [
      'The army killed at least 40 fighters near El Fasher, Reuters reported.',
      { quantities: [{ low: 40, high: null, qualifier: 'at least' }] },
    ],
    [
      'Some 5,000 Cuban soldiers are in Angola, the CIA estimated in 1976.',
      { force: ['Cuban'], places: [{ name: 'Angola' }], quantities: [{ qualifier: 'about' }] },
    ],
    [
      'Hanoi claimed that 20,000 soldiers had crossed into Laos.[12]',
      { quantities: [{ low: 20_000 }] },
    ],
    [
      'The sources estimated that Syria had withdrawn no more than 16,000 soldiers.',
      { negated: false, quantities: [{ high: 16_000, qualifier: 'at most' }] },
    ],
    ['Turkish tanks rolled into Cyprus, Anadolu reported.', { force: ['Turkish'], quantities: [] }],
    [
      'Sources said Iraq has moved its armor, so diverting 3,000 soldiers may matter little.',
      { force: ['Iraqi'] },
    ],
  ])('“%s”', (text, expected) => {
    expect(readText(text, KNOWN).claims[0]).toMatchObject(expected);
  });

  it.each(['nearly', 'roughly', 'just over', 'as many as', 'up to'])(
    '“%s” belongs to the number behind it',
    (words) => {
      const text = `An officer said ${words} 1,500 soldiers had returned to Abeche.`;
      expect(readText(text, KNOWN).claims[0]?.quantities[0]?.text).toBe(`${words} 1,500 soldiers`);
    },
  );
});
