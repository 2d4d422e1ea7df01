import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attribute } from '../../../src/claims/attribution/attribute.ts';
import { parseArticle } from '../../../src/claims/grammar/grammar.ts';
import { cues, grammarWords, read, toArticle } from './read.ts';

const seed = 'from the seeds';
const own = 'written for this test';

describe('who says what', () => {
  it.each([
    {
      why: 'a clause after "that"',
      text: 'Ukrainian President Volodymyr Zelensky recently warned that Russian forces are planning to target the Sumy and Kharkiv oblasts this spring.',
      source: 'Ukrainian President Volodymyr Zelensky',
      content:
        'that Russian forces are planning to target the Sumy and Kharkiv oblasts this spring',
      from: seed,
    },
    {
      why: 'a clause without "that"',
      text: 'The U.S. has said some 10,000 North Koreans are in Kursk, and Ukrainian officials have said that Ukraine’s forces have already fired at the new troops.',
      source: 'The U.S.',
      content: 'some 10,000 North Koreans are in Kursk',
      from: seed,
    },
    {
      why: 'an apposition in the source, an addressee and a day before the quote',
      text: 'And separately, Yuriy Sak, a senior defense ministry official, told NBC News on Thursday that "We should understand that the threat of a new and another offensive will remain until we defeat Russia."',
      source: 'Yuriy Sak, a senior defense ministry official',
      content:
        'that "We should understand that the threat of a new and another offensive will remain until we defeat Russia."',
      from: seed,
    },
    {
      why: 'content before an inverted cue',
      text: 'Russia also does not appear to be moving its larger and better-trained units away from Ukraine and into Kursk just yet, said two other sources familiar with western intelligence.',
      source: 'two other sources familiar with western intelligence',
      content:
        'Russia also does not appear to be moving its larger and better-trained units away from Ukraine and into Kursk just yet',
      from: seed,
    },
    {
      why: '"according to" at the end',
      text: 'Russia is reportedly gearing up for a significant multipronged offensive in the coming weeks to bolster its leverage in potential peace negotiations with Ukraine, according to the Associated Press (AP).',
      source: 'the Associated Press (AP)',
      content:
        'Russia is reportedly gearing up for a significant multipronged offensive in the coming weeks to bolster its leverage in potential peace negotiations with Ukraine',
      from: seed,
    },
    {
      why: '"according to" at the beginning',
      text: 'According to the harbour master, two frigates left before dawn.',
      source: 'the harbour master',
      content: 'two frigates left before dawn',
      from: own,
    },
    {
      why: 'a cue in the middle of its content',
      text: 'The bridge, the mayor said, was closed to lorries on Monday.',
      source: 'the mayor',
      content: 'The bridge … was closed to lorries on Monday',
      from: own,
    },
    {
      why: 'a verb that is no word of speech beside a whole quote',
      text: '“Nobody told us about the convoy,” the mechanic grumbled.',
      source: 'the mechanic',
      content: '“Nobody told us about the convoy,”',
      from: own,
    },
    {
      why: 'single quotation marks',
      text: "The governor said: 'We have no fuel left in the depots and the trucks stand idle.'",
      source: 'The governor',
      content: "'We have no fuel left in the depots and the trucks stand idle.'",
      from: own,
    },
    {
      why: 'a noun with its owner',
      text: 'Observers doubted the minister’s claim that the brigade had gone home.',
      source: 'the minister',
      content: 'that the brigade had gone home',
      from: own,
    },
    {
      why: 'the issuer of a statement',
      text: 'The coast guard issued a statement saying three vessels had crossed the line.',
      source: 'The coast guard',
      content: 'three vessels had crossed the line',
      from: own,
    },
    {
      why: 'the agent of a passive',
      text: 'The withdrawal was first reported by the Daily Courier.',
      source: 'the Daily Courier',
      content: 'The withdrawal',
      from: own,
    },
    {
      why: 'a poll',
      text: 'In a poll released on Monday, most voters opposed the treaty.',
      source: 'a poll',
      content: 'most voters opposed the treaty',
      from: own,
    },
  ])('reads $why ($from)', ({ text, source, content }) => {
    expect(read(text)).toContainEqual(expect.objectContaining({ source, content }));
  });

  it('gives the second of two cues the subject of the first', () => {
    expect(
      read(
        'Syrskyi said the threat of the Russian troops “cannot be underestimated,” warning they were prepared to mount an attack on Kursk.',
      ),
    ).toMatchObject([
      {
        source: 'Syrskyi',
        lemma: 'say',
        content: 'the threat of the Russian troops “cannot be underestimated,”',
      },
      {
        source: 'Syrskyi',
        lemma: 'warn',
        content: 'they were prepared to mount an attack on Kursk',
      },
    ]);
  });

  it('ends what one source says where another takes the word', () => {
    expect(
      read(
        'The Washington Post reported over the weekend that Trump called Putin last week and asked him not to escalate the war, but the Kremlin denied the call.',
      ),
    ).toMatchObject([
      {
        source: 'The Washington Post',
        content: 'that Trump called Putin last week and asked him not to escalate the war',
      },
      { source: 'the Kremlin', content: 'the call', modality: 'denied', negated: true },
    ]);
  });

  it('names no source where the text names none', () => {
    expect(read('The convoy is expected to reach the border on Friday.')).toMatchObject([
      {
        source: '',
        lemma: 'expect',
        content: 'The convoy … to reach the border on Friday',
        modality: 'forecast',
      },
    ]);
  });

  it('finds nothing in the plain words of the writer', () => {
    expect(
      read('Ukraine still holds much of the territory in Kursk, including the key city of Sudzha.'),
    ).toEqual([]);
  });

  it('leaves to the speaker what he says “according to our” own assessments', () => {
    expect(
      read('“They announced it, but according to our assessments it is much more,” he said.').map(
        ({ source }) => source,
      ),
    ).toEqual(['he']);
  });

  it('finds nothing in another language than English', () => {
    const article = { ...toArticle('The mayor said the bridge was closed.'), language: 'de' };
    expect(attribute(article, parseArticle(article, grammarWords), cues)).toEqual([]);
  });
});

it.each([
  ['Two senior officials told CNN that the bridge was open.', 'CNN'],
  [
    '“Now they are trying to advance,” Syrski wrote in a post on Telegram, adding that his men were ready.',
    'a post on Telegram',
  ],
  [
    'In an interview with the Daily Courier, Kovalenko said the bridge was open.',
    'an interview with the Daily Courier',
  ],
  ['Kovalenko said the bridge was open.', null],
])('says whom or through what: %s', (text, addressee) => {
  expect(read(text)[0]?.addressee).toBe(addressee);
});

describe('quotes that run on', () => {
  it('takes in every sentence between the marks', () => {
    const [, stated] = read(
      'Zelensky emphasized the seriousness of the situation on March 27, stating, “We see preparations for this upcoming operation. Putin is trying to buy time for his troops to secure more land.”',
    );
    expect(stated).toMatchObject({
      source: 'Zelensky',
      content:
        '“We see preparations for this upcoming operation. Putin is trying to buy time for his troops to secure more land.”',
      quoted: true,
    });
  });

  it('gives bare and half-quoted sentences that follow to the same speaker', () => {
    const [said, added] = read(
      '“It’s impressive from a military point of view,” the official said of the Kursk operation. But Ukraine is “committing pretty experienced troops to this and they can’t afford to lose those troops.”\n“And having diverted them from the front line creates opportunities for Russia to seize advantage and break through,” this person added.',
    );
    expect(said?.content).toBe(
      '“It’s impressive from a military point of view,” … But Ukraine is “committing pretty experienced troops to this and they can’t afford to lose those troops.”',
    );
    expect(added).toMatchObject({ source: 'this person', antecedent: 'the official' });
  });

  it('gives a bare quote after an indirect statement to its source, apart', () => {
    expect(
      read('Kovalenko says the bridge is safe. “Nobody has been hurt there since the spring.”'),
    ).toMatchObject([
      { source: 'Kovalenko', content: 'the bridge is safe', quoted: false },
      {
        source: 'Kovalenko',
        content: '“Nobody has been hurt there since the spring.”',
        quoted: true,
      },
    ]);
  });

  it('gives a quote to nobody once the writer has spoken again', () => {
    const [said] = read(
      '“We hold the bridge,” Kovalenko said. The river is wide there. “Welcome to the land of the free and the brave,” a sign reads.',
    );
    expect(said?.content).toBe('“We hold the bridge,”');
  });
});

describe('relays', () => {
  it('nests a claim in the report that passes it on', () => {
    const found = read(
      '"Yevgeny Prigozhin, leader of Wagner Group, a Russian paramilitary organization that is leading the assault in Ukraine’s east, said Wednesday that his forces had seized the village of Sacco and Vanzetti, north of Bakhmut," writes The Wall Street Journal on Thursday.',
    );
    expect(found).toMatchObject([
      {
        source:
          'Yevgeny Prigozhin, leader of Wagner Group, a Russian paramilitary organization that is leading the assault in Ukraine’s east',
        isInsideQuote: true,
        nested: 1,
      },
      { source: 'The Wall Street Journal', isInsideQuote: false, nested: null },
    ]);
  });

  it('keeps apart who says something inside another’s statement', () => {
    expect(
      read(
        'Some officials also raised concerns that Ukraine, which one western official said has sent some of its more experienced forces into Kursk, may have created weaknesses along its own frontlines.',
      ),
    ).toMatchObject([
      { source: 'Some officials', nested: null },
      {
        source: 'one western official',
        content: 'which … has sent some of its more experienced forces into Kursk',
        nested: 0,
      },
    ]);
  });
});

describe('denial and doubt', () => {
  it.each([
    [
      'The US has seen no sign of it, and officials said Russia has not moved its better units.',
      true,
    ],
    ['The first official told CNN that there is no indication that the bridge is open.', true],
    ['The ministry denied the report.', true],
    ['Kovalenko did not say that the bridge is open.', true],
    ['Kovalenko said the bridge is open.', false],
  ])('%s is negative: %s', (text, negated) => {
    expect(read(text).at(-1)?.negated).toBe(negated);
  });

  it.each([
    ['Kovalenko said the bridge may open on Monday.', 'possible'],
    ['Kovalenko said the bridge appears to be open.', 'possible'],
    ['Kovalenko said the bridge is open.', 'claimed'],
    ['Kovalenko warned that the bridge is open.', 'warning'],
    ['Kovalenko predicted that the bridge would open.', 'forecast'],
  ])('%s is %s', (text, modality) => {
    expect(read(text).at(-1)?.modality).toBe(modality);
  });
});

it('cuts valid words out of any text whatever', () => {
  const word = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      'said',
      'that',
      'he',
      'according',
      'to',
      '“',
      '”',
      '"',
      "'",
      ',',
      '.',
      '\n',
      ':',
      'which',
      'Mr.',
      '—',
      '(',
      ')',
      'constructors',
      '__proto__',
    ),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 60 }), (words) => {
      const article = toArticle(words.join(' '));
      for (const found of attribute(article, parseArticle(article, grammarWords), cues)) {
        for (const { start, end } of [
          ...found.source,
          ...found.cue,
          ...found.content,
          ...(found.antecedent ?? []),
          ...(found.addressee ?? []),
        ]) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(article.text.length);
        }
      }
    }),
  );
});
