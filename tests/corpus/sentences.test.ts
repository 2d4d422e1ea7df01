import { describe, expect, it } from 'vitest';
import { splitParagraphs } from '../../src/corpus/paragraphs.ts';
import { splitSentences } from '../../src/corpus/sentences.ts';
import { corpusConfig } from './word-lists.ts';

/** Sentences of a text whose paragraphs are its lines. */
function split(text: string): string[] {
  const pieces = splitParagraphs(text).map(({ span, number }) => ({ span, paragraph: number }));
  return splitSentences(text, pieces, corpusConfig.abbreviations).map(({ span }) =>
    text.slice(span.start, span.end),
  );
}

describe('splitSentences', () => {
  it.each([
    ['ranks', 'It fell to Col. Gen. Oleksandr Syrskyi and Lt. Gen. Ray.'],
    ['countries', 'Despite a U.S.-mediated truce the U.S. Army and the U.N. Security Council met.'],
    ['titles', 'Mr. Putin met Sen. Smith (R-Ky.) and Dr. Jones of St. Petersburg.'],
    ['initials', 'Lloyd J. Austin III and J.K. Rowling met W. H. Auden.'],
    ['short months', 'Ahead of the Feb.24 anniversary and of Sept. 3, nothing moved.'],
    ['hours', 'It began at 5 a.m. on Monday and ended at 6:30 p.m. local time.'],
    ['decimals and numbers', 'No. 5 fell by 3.5 percent to $1.2 million in Art. 51.'],
    ['addresses', 'See https://example.org/a.B?c=D. or mail a.B@example.com today'],
    ['companies', 'Maxar Technologies Inc. Images were bought by Boeing Co. Limited.'],
    ['a question within', '“Where are they?” he asked the council.'],
    ['a question before its speaker', '“Who will stop them?” Mr. Smith asked.'],
    ['an exclamation before its speaker', '“Never!” the minister said.'],
    ['an ellipsis within', 'He said he … would not go, and then ... went.'],
    ['a name that begins small', 'The U.S. al-Tanf base is in Syria.'],
    ['a bracket', 'It holds 1,000 sq. km (386 sq. mi. in all) of land.'],
    ['versions', 'The S-300.2 and the T-72B. were seen'],
  ])('keeps one sentence whole: %s', (_name, sentence) => {
    expect(split(sentence)).toEqual([sentence]);
  });

  it.each([
    [
      'a missing space',
      'They reached the end.Next came rain.',
      ['They reached the end.', 'Next came rain.'],
    ],
    [
      'a missing space after a quotation',
      'He “left.”Then it rained.',
      ['He “left.”', 'Then it rained.'],
    ],
    [
      'a year before a missing space',
      'It began in 2022.The war goes on.',
      ['It began in 2022.', 'The war goes on.'],
    ],
    [
      'a quotation of two sentences',
      'He said, “We see it. Putin is buying time.” Experts agree.',
      ['He said, “We see it.', 'Putin is buying time.”', 'Experts agree.'],
    ],
    [
      'straight quotation marks',
      '"It is gathering everything," he said. "They train." "We know."',
      ['"It is gathering everything," he said.', '"They train."', '"We know."'],
    ],
    ['one quoted word', 'It had “failed.” More came.', ['It had “failed.”', 'More came.']],
    [
      'single quotation marks',
      "He called it 'done.' She left.",
      ["He called it 'done.'", 'She left.'],
    ],
    [
      'a closing bracket',
      '(He left. She stayed.) They met.',
      ['(He left.', 'She stayed.)', 'They met.'],
    ],
    [
      'an abbreviation that ends',
      'It is in the U.S. The war goes on.',
      ['It is in the U.S.', 'The war goes on.'],
    ],
    ['an hour that ends', 'It ended at 6 p.m. He left.', ['It ended at 6 p.m.', 'He left.']],
    ['a question', 'Why now? Nobody knows! True.', ['Why now?', 'Nobody knows!', 'True.']],
    [
      'an ellipsis that ends',
      'He trailed off... The rest is known.',
      ['He trailed off...', 'The rest is known.'],
    ],
    ['a footnote', 'It ended.[12] The rest followed.', ['It ended.[12]', 'The rest followed.']],
    ['figures', 'It held in May. 500 troops left.', ['It held in May.', '500 troops left.']],
    [
      'tokenised text',
      'IT SAID " TOO SOON . " MANY LEFT . THEN WHAT ?',
      ['IT SAID " TOO SOON . "', 'MANY LEFT .', 'THEN WHAT ?'],
    ],
    ['capitals', 'GEN. SMITH LEFT. THE WAR WENT ON.', ['GEN. SMITH LEFT.', 'THE WAR WENT ON.']],
    ['lines', 'No stop here\nNor here', ['No stop here', 'Nor here']],
    ['Chinese stops', '他走了。她来了。', ['他走了。', '她来了。']],
  ])('parts after %s', (_name, text, sentences) => {
    expect(split(text)).toEqual(sentences);
  });

  it('gives each sentence the paragraph it begins in', () => {
    const text = 'One. Two.\n\nThree.';
    const pieces = splitParagraphs(text).map(({ span, number }) => ({ span, paragraph: number }));
    expect(
      splitSentences(text, pieces, corpusConfig.abbreviations).map(({ paragraph }) => paragraph),
    ).toEqual([1, 1, 2]);
  });
});
