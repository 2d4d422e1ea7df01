import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConfigFile } from '../../src/config.ts';
import type { Article, Known } from '../../src/corpus/article.ts';
import type { Bound, Datable, Strength } from '../../src/corpus/dates/bound.ts';
import { addDays } from '../../src/corpus/dates/calendar.ts';
import { EventsSchema } from '../../src/corpus/dates/events.ts';
import { openDateReader } from '../../src/corpus/dates/read.ts';
import { resolveTimex } from '../../src/corpus/dates/resolve.ts';
import { DateWordsSchema } from '../../src/corpus/dates/words.ts';
import { combine, openDating } from '../../src/corpus/dating.ts';

const words = readConfigFile('config/language/dates.json', DateWordsSchema);
const { events } = readConfigFile('config/theatres/ukraine/events.json', EventsSchema);
const date = openDating(words, events);

/** An article whose sentences end at a full stop, enough for dating. */
function article(text: string, url: string | null = null): Datable {
  const lines = [...text.matchAll(/[^\n]+/g)];
  const spans = lines.map((line) => ({ start: line.index, end: line.index + line[0].length }));
  return {
    id: 'a',
    text,
    url,
    paragraphs: spans.map((span, at) => ({ span, number: at + 1 })),
    sentences: spans.flatMap((span, at) =>
      [...text.slice(span.start, span.end).matchAll(/\S.*?(?:[.!?][”"]?(?=\s[“"A-Z])|$)/g)].map(
        (found) => ({
          span: {
            start: span.start + found.index,
            end: span.start + found.index + found[0].length,
          },
          paragraph: at + 1,
        }),
      ),
    ),
  };
}

function published(text: string, known: Known = {}, url: string | null = null) {
  const { earliest, latest, basis } = date(article(text, url), known).published;
  return [earliest, latest, basis];
}

it('takes a dateline that stands in a line of its own for the date', () => {
  expect(published('LOME, April 1, 2025 (Gulf Wire)\nThe army began drills on Tuesday.')).toEqual([
    '2025-04-01',
    '2025-04-01',
    'stated',
  ]);
});

describe('the five seeds', () => {
  it.each([
    ['000_ea004e7caab1e29e', '2025-05-11', '2025-06-02', 'inferred'],
    ['001_84bee846af57b8c6', '2023-02-03', '2023-02-03', 'stated'],
    ['002_0d35006710011609', '2025-03-27', '2025-03-31', 'inferred'],
    ['003_130cf7ac0ca97680', '2024-11-06', '2024-11-20', 'inferred'],
    ['004_db9e01de86353f21', '2024-08-15', '2024-08-18', 'inferred'],
  ])('%s is from %s to %s, %s', (name, earliest, latest, basis) => {
    expect(published(readFileSync(`seeds/${name}.txt`, 'utf8'))).toEqual([earliest, latest, basis]);
  });

  it('shows the sentences that the date of 004 rests on', () => {
    const text = readFileSync('seeds/004_db9e01de86353f21.txt', 'utf8');
    const shown = date(article(text), {}).published.evidence.map(
      ({ span }) => span && text.slice(span.start, span.end),
    );
    expect(shown).toContainEqual(expect.stringContaining('launched an operation last week'));
    expect(shown).toContainEqual(expect.stringContaining('told CNN on Thursday'));
  });
});

describe('a stated date', () => {
  it.each([
    ['Published 3 March 2024\nTroops gather at the border, officials say.', '2024-03-03'],
    ['Troops gather\nBy Ann Writer | March 3, 2024\nOfficials say so.', '2024-03-03'],
    ['KYIV, Ukraine, Feb. 3, 2023 — Troops gathered at the border.', '2023-02-03'],
    ['Feb. 3, 2023 — Troops gathered at the border.', '2023-02-03'],
    ['Troops gather\nUpdated: 2024-08-15 10:30\nOfficials say so.', '2024-08-15'],
    ['Troops gather.\nOfficials say so.\nLast updated on 15 August 2024', '2024-08-15'],
  ])('%j is of %s', (text, day) => {
    expect(published(text)).toEqual([day, day, 'stated']);
  });

  it('is believed from the sidecar before the text', () => {
    expect(
      published('Published 3 March 2024\nTroops gather.', { published: '2024-03-05' }),
    ).toEqual(['2024-03-05', '2024-03-05', 'stated']);
  });

  it('is found in the address of a page', () => {
    expect(published('Troops gather.', {}, 'https://news.example/2024/08/15/troops')).toEqual([
      '2024-08-15',
      '2024-08-15',
      'stated',
    ]);
  });

  it('is not taken from a sentence that tells of another day', () => {
    const [, , basis] = published('On February 24, 2022, Russia crossed the border.');
    expect(basis).toBe('inferred');
  });
});

describe('bounds', () => {
  it.each([
    ['nothing dates it', 'Troops gather at the border, officials say.', null, null],
    [
      'a dated event is over',
      'He spoke after Avdiivka fell to Russian forces.',
      '2024-02-17',
      null,
    ],
    ['an office lasted', 'President Joe Biden promised more shells.', '2021-01-20', '2025-01-20'],
    ['the holder has left office', 'The former President Biden spoke.', null, null],
    [
      'an event was last month',
      'Ukraine launched its incursion into Kursk last month.',
      '2024-09-01',
      '2024-09-30',
    ],
    [
      'a weekday beside the newest date opens the text',
      'The army rushed men to the border on Thursday, Aug. 15, 2024, as talks ended.',
      '2024-08-15',
      '2024-08-18',
    ],
    [
      'a weekday stands beside the newest date further down',
      'The port was shut on August 11, 2024. The mayor said on Monday, August 12, 2024, that it had reopened.',
      '2024-08-12',
      '2024-08-18',
    ],
    ['a month with its year is over', 'The brigade was formed in June 2023.', '2023-06-01', null],
    [
      'an event was two weeks before',
      'Two weeks after Ukraine launched its incursion into Kursk, Russia sent conscripts.',
      '2024-08-16',
      '2024-08-24',
    ],
    [
      'nearly three years have passed',
      'Nearly three years after Russia’s full-scale invasion, the army is tired.',
      '2024-08-25',
      '2025-02-24',
    ],
    [
      'an anniversary lies ahead',
      'Kyiv fears an attack ahead of the upcoming second anniversary of the full-scale invasion.',
      '2024-01-10',
      '2024-02-24',
    ],
    [
      'an anniversary was kept',
      'Ukraine marked the third anniversary of the full-scale invasion.',
      '2025-02-24',
      '2025-03-06',
    ],
    [
      'an announced meeting lies ahead',
      'Putin will meet the president in Alaska for a summit.',
      '2025-08-08',
      '2025-08-15',
    ],
    [
      'a dateline has no year',
      'KYIV, August 15 (Reuters) - The incursion into Kursk that Ukraine launched last week goes on.',
      '2024-08-15',
      '2024-08-16',
    ],
    [
      'a day has no year',
      'Defense Minister Sergei Shoigu said on March 5 that Avdiivka fell last month.',
      '2024-03-05',
      '2024-03-26',
    ],
  ])('%s', (_, text, earliest, latest) => {
    expect(published(text).slice(0, 2)).toEqual([earliest, latest]);
  });

  it('sets aside the weaker of two that contradict each other, and says so', () => {
    const { evidence, earliest } = date(
      article('President Joe Biden spoke. The town was retaken in June 2026, officials said.'),
      {},
    ).published;
    expect(earliest).toBe('2026-06-01');
    expect(evidence.map(({ shows }) => shows)).toContainEqual(expect.stringMatching(/^set aside/));
  });

  it('takes the days of another article that holds the same sentence', () => {
    const sentence =
      'Two brigades and a battalion of engineers have reached the forest east of the river crossing.';
    const other: Article = {
      ...article(sentence),
      id: 'b',
      origin: 'b.txt',
      headline: null,
      title: 'Brigades reach the forest',
      outlet: null,
      language: 'en',
      dropped: [],
      timexes: [],
      published: { earliest: '2024-03-03', latest: '2024-03-03', basis: 'stated', evidence: [] },
    };
    expect(date(article(sentence), {}, [other]).published).toMatchObject({
      earliest: '2024-03-01',
      latest: '2024-03-10',
      basis: 'inferred',
    });
  });
});

describe('what a claim’s own words say of its day', () => {
  const reader = openDateReader(words);
  const range = {
    earliest: '2024-08-15',
    latest: '2024-08-18',
    basis: 'inferred',
    evidence: [],
  } as const;
  it.each([
    ['Kirby told reporters on Thursday.', '2024-08-15', '2024-08-15', 'inferred'],
    ['They crossed the border yesterday.', '2024-08-14', '2024-08-17', 'inferred'],
    ['They crossed the border last week.', '2024-08-05', '2024-08-11', 'inferred'],
    ['The envoys will meet on Monday.', '2024-08-19', '2024-08-19', 'inferred'],
    ['They crossed on 6 August 2024.', '2024-08-06', '2024-08-06', 'stated'],
    ['They have advanced in the past two weeks.', '2024-08-01', '2024-08-18', 'inferred'],
    ['They now hold the town.', '2024-08-15', '2024-08-18', 'inferred'],
    ['They recently took the town.', null, '2024-08-18', 'inferred'],
    ['They shell it every day.', null, null, 'unknown'],
    ['They flew in over the past 48 hours.', '2024-08-13', '2024-08-18', 'inferred'],
    ['It would be over within three days.', '2024-08-15', '2024-08-21', 'inferred'],
    ['They took it within three days.', null, null, 'unknown'],
    ['They have massed in recent days.', '2024-08-01', '2024-08-18', 'inferred'],
    ['They arrived earlier this week.', '2024-08-12', '2024-08-18', 'inferred'],
    ['They will arrive later this month.', '2024-08-15', '2024-08-31', 'inferred'],
    ['They arrived this month.', '2024-08-01', '2024-08-18', 'inferred'],
    ['They set up a camp on Wednesday.', '2024-08-14', '2024-08-14', 'inferred'],
    ['They arrived two weeks ago.', '2024-07-29', '2024-08-07', 'inferred'],
    ['They arrived in late July.', '2024-07-19', '2024-07-31', 'inferred'],
    ['They arrived in early 2022.', '2022-01-01', '2022-05-26', 'stated'],
    ['They arrived in mid-July.', '2024-07-10', '2024-07-22', 'inferred'],
    ['They arrived in the first week of July.', '2024-07-01', '2024-07-07', 'inferred'],
    ['They arrived in the last week of June 2023.', '2023-06-24', '2023-06-30', 'stated'],
    ['They struck on the night of August 6-7.', '2024-08-06', '2024-08-07', 'inferred'],
    ['They have left since early Monday.', '2024-08-12', '2024-08-18', 'inferred'],
  ])('%s', (text, earliest, latest, basis) => {
    const [timex] = reader.read(text, range);
    const { sentences } = article(text);
    const found =
      timex && resolveTimex({ id: 'a', text, sentences, published: range }, timex, reader);
    expect(found).toMatchObject({ earliest, latest, basis });
  });
});

it('leaves days that every bound allows which it has not set aside', () => {
  const day = fc.integer({ min: 0, max: 400 }).map((days) => addDays('2024-01-01', days));
  const bound = fc
    .record({
      strength: fc.constantFrom<Strength>(1, 2, 3),
      earliest: fc.option(day),
      length: fc.option(fc.integer({ min: 0, max: 90 })),
      name: fc.uuid(),
    })
    .map(
      ({ strength, earliest, length, name }): Bound => ({
        strength,
        earliest,
        latest: earliest !== null && length !== null ? addDays(earliest, length) : null,
        evidence: { article: null, span: null, shows: name },
      }),
    );
  fc.assert(
    fc.property(fc.array(bound, { maxLength: 8 }), (bounds) => {
      const { earliest, latest, evidence } = combine(bounds);
      if (earliest && latest) expect(earliest <= latest).toBe(true);
      const aside = evidence.filter(({ shows }) => shows.startsWith('set aside'));
      for (const one of bounds) {
        if (aside.some(({ shows }) => shows.endsWith(one.evidence.shows))) continue;
        if (one.earliest) expect(earliest && earliest >= one.earliest).toBe(true);
        if (one.latest) expect(latest && latest <= one.latest).toBe(true);
      }
    }),
  );
});
