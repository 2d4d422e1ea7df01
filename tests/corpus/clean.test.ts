import { describe, expect, it } from 'vitest';
import { build } from './word-lists.ts';

const LEAD = 'Two armoured columns left the northern garrison on Tuesday, three officials said.';
const NEXT = 'They were seen on the coastal road in the evening, residents told a local station.';

function read(text: string) {
  const article = build({ origin: 'test.txt', text, known: {} });
  return {
    dropped: article.dropped.map(({ span, why }) => [text.slice(span.start, span.end), why]),
    sentences: article.sentences.map(({ span }) => text.slice(span.start, span.end)),
    paragraphs: article.sentences.map(({ paragraph }) => paragraph),
  };
}

describe('what is dropped', () => {
  it.each([
    ['Source link', 'page furniture'],
    ['Share on Facebook', 'page furniture'],
    ['ADVERTISEMENT', 'page furniture'],
    ['Story continues below advertisement', 'page furniture'],
    ['Read This: Minister Calls for Calm After Parade', 'link to another article'],
    ['Read more: Why the harbour matters', 'link to another article'],
    ['RELATED | What we know about the garrison', 'link to another article'],
    ['Also read – Fleet leaves port', 'link to another article'],
    ['Analysis: What the columns are for', 'link to another article'],
    ['Minister of Defence Ana Duarte and General Luis Mora, DoD image', 'caption'],
    ['A soldier watches the coastal road on May 5. (Ana Prado/AFP via Getty Images)', 'caption'],
    ['A soldier watches the coastal road on May 5. (AP Photo/Ana Prado)', 'caption'],
    ['A tank crosses the bridge. REUTERS/Ana Prado', 'caption'],
    ['The garrison from above, in April. (Reuters)', 'caption'],
    ['The bridge at dawn | Getty Images', 'caption'],
    ['Photo: Ana Prado/Reuters', 'credit'],
    ['Photo by Ana Prado', 'credit'],
    ['Image source: Maxar', 'credit'],
    ['By ANA PRADO and Luis Mora, Associated Press', 'byline'],
    ['(Reporting by Ana Prado; Editing by Luis Mora)', 'byline'],
    ['Ana Prado contributed to this report.', 'byline'],
    ['Published February 3, 2023 at 10:30 a.m. EST', 'date stamp'],
    ['3 hours ago', 'date stamp'],
    ['5 min read', 'date stamp'],
    ['2023-02-03T10:30:00Z', 'date stamp'],
    ['Sign up for our morning newsletter and never miss a story.', 'prompt to the reader'],
    ['Follow us on Telegram and Facebook', 'prompt to the reader'],
    ['We use cookies to improve your experience.', 'cookie notice'],
    ['12 Comments', 'comment count'],
    ['Comments (14)', 'comment count'],
    ['June 14, 2025 2:07 PM GMT+1 Updated 3 hours ago', 'date stamp'],
    ['The Gazette of Goa | Desk | Updated: Oct 3, 2025, 09:12 IST', 'date stamp'],
    ['Summary', 'page furniture'],
    ['(END)', 'page furniture'],
    ['Tags: army, coast, garrison', 'tag list'],
    ['#army #coast', 'tag list'],
    ['© 2023 Harbour Gazette. All rights reserved.', 'notice'],
    ['This article originally appeared in the Harbour Gazette.', 'notice'],
    ['https://gazette.example/army', 'link'],
    ['* * *', 'separator'],
    ['Image source, EPA', 'credit'],
    ['FILE - A soldier watches the coastal road, May 5, 2023', 'credit'],
    ['Credit...Ana Prado for the Harbour Gazette', 'credit'],
    ['[1/3] A view shows the coastal road after rain', 'credit'],
    ['2 of 5 | Soldiers on the coastal road', 'credit'],
    ['A soldier on the coastal road. Photograph: Ana Prado/AP', 'caption'],
    ['The garrison in April [File: Ana Prado/Reuters]', 'caption'],
    ['Source: Reuters', 'credit'],
    ['Follow Ana Prado on Twitter @anaprado', 'prompt to the reader'],
    ['With files from the Associated Press', 'byline'],
    ['[1] https://t.example/a; https://t.example/b', 'link'],
    ['FLEET LEAVES PORT AS COLUMNS MOVE NORTH', 'link to another article'],
    ['More from the Harbour Gazette', 'heading of other articles'],
    ['This is a developing story and will be updated.', 'notice'],
    ['Our Standards: the trust principles.', 'notice'],
  ])('%s', (line, why) => {
    const text = `${LEAD}\n\n${line}\n\n${NEXT}`;
    expect(read(text)).toEqual({
      dropped: [[line, why]],
      sentences: [LEAD, NEXT],
      paragraphs: [1, 3],
    });
  });

  it('drops section labels above the headline, and keeps the same word as a heading in the body', () => {
    const text = `World / Europe\n\nArmy columns leave garrison\n\n${LEAD}\n\nPolitics\n\n${NEXT}`;
    expect(read(text)).toEqual({
      dropped: [['World / Europe', 'section label']],
      sentences: ['Army columns leave garrison', LEAD, 'Politics', NEXT],
      paragraphs: [2, 3, 4, 5],
    });
  });

  it('drops the list under a heading of other articles, up to the next prose', () => {
    const text = `${LEAD}\nRelated Articles\nFleet leaves port\nWhat to know?\n${NEXT}`;
    expect(read(text)).toMatchObject({
      dropped: [
        ['Related Articles', 'heading of other articles'],
        ['Fleet leaves port', 'link to another article'],
        ['What to know?', 'link to another article'],
      ],
      sentences: [LEAD, NEXT],
    });
  });

  it('drops an embedded post with the lines that belong to it, and keeps what introduces it', () => {
    const intro = 'A witness wrote on Tuesday:';
    const text = `${LEAD}\n\n${intro}\n\n1)Tanks on the coastal road\n\nColumns of tanks go by, judging by the video, pic.twitter.com/2G5Nh — Ana (@anaprado) May 5, 2023\n\n${NEXT}`;
    expect(read(text)).toMatchObject({
      dropped: [
        ['1)Tanks on the coastal road', 'embedded post'],
        [expect.stringContaining('pic.twitter.com'), 'embedded post'],
      ],
      sentences: [LEAD, intro, NEXT],
    });
  });

  it('drops a post whose signature stands on a line of its own', () => {
    const text = `${LEAD}\n\nTanks go by. Many of them.\n\n— Ana Prado (@anaprado) May 5, 2023\n\n${NEXT}`;
    expect(read(text).sentences).toEqual([LEAD, NEXT]);
  });

  it('cuts a date stamp from the headline', () => {
    const text = ` date 2023-02-03 Army Says Columns Left Garrison\n\n${LEAD}`;
    expect(read(text)).toMatchObject({
      dropped: [['date 2023-02-03', 'date stamp']],
      sentences: ['Army Says Columns Left Garrison', LEAD],
    });
  });

  it('cuts list marks and a sign-off from lines that it keeps', () => {
    const text = `${LEAD}\n1)On the coast it rained.\n• The bridge held.\nIt ended. (Reporting by Ana Prado; editing by Luis Mora)`;
    expect(read(text)).toMatchObject({
      dropped: [
        ['1)', 'list mark'],
        ['•', 'list mark'],
        ['(Reporting by Ana Prado; editing by Luis Mora)', 'byline'],
      ],
      sentences: [LEAD, 'On the coast it rained.', 'The bridge held.', 'It ended.'],
    });
  });
});

describe('what is kept', () => {
  it.each([
    'According to the Associated Press (AP), columns moved north.',
    'The alliance published the picture in May, an official said. (NATO has declined to comment.)',
    'Read aloud by the minister, the order named two brigades.',
    'By Tuesday, two brigades had left the garrison for the coast.',
    'Photographs showed tanks on the coastal road, an analyst said.',
    'Sources: two officials and a diplomat said the brigades had left.',
    'Related units have also moved to the border, the ministry said.',
    'Follow-up strikes hit the bridge, the governor said on Telegram.',
    '“Sign up for the army,” he told the crowd.',
    'More than 500 soldiers left.',
    'Video from the coast shows tanks, the station said.',
    'In 2023, 40 tanks were seen.',
    '@anaprado, an analyst, wrote that the tanks had left.',
    'He said: more troops would come.',
    'Caddell continued:',
    'Source: the governor, on Telegram',
    'Follow-on forces of 500 men reached the coast, the ministry told Facebook.',
    'More on that later, he said.',
    'COLUMNS LEFT THE GARRISON, THE MINISTRY SAID.',
    '3 of 5 brigades have left the garrison, the ministry said.',
    '“We know.” — Ana Prado, governor',
  ])('%s', (line) => {
    const { dropped } = read(`${LEAD}\n\n${line}\n\n${NEXT}`);
    expect(dropped).toEqual([]);
  });
});

describe('paragraphs', () => {
  it('are counted with the dropped ones', () => {
    const { paragraphs } = read(`${LEAD}\n\nADVERTISEMENT\n\n \n${NEXT}`);
    expect(paragraphs).toEqual([1, 3]);
  });

  it('join into one where a sentence goes on over a line end', () => {
    const text = `${LEAD}\nThe governor, a former\ngeneral, left the city.\n${NEXT}`;
    expect(read(text)).toMatchObject({
      sentences: [LEAD, 'The governor, a former\ngeneral, left the city.', NEXT],
      paragraphs: [1, 2, 4],
    });
  });

  it('join where the file breaks each line at a fixed width', () => {
    const lines = [
      'The columns left the northern garrison late on Tuesday, and three',
      'Western officials who had seen pictures of the road said that the',
      'Defence Ministry had ordered two more brigades to follow them. The',
      'Foreign Ministry denied it, and the governor of the coastal region',
      'Ana Prado said that the road was closed.',
    ];
    expect(read(lines.join('\n')).sentences).toEqual([
      lines.slice(0, 3).join('\n').slice(0, -4),
      `The\n${lines.slice(3).join('\n')}`,
    ]);
  });
});
