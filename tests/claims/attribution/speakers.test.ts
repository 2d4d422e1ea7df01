import { describe, expect, it } from 'vitest';
import { read } from './read.ts';

const saidIn = (text: string) => read(text).map(({ source, content }) => [source, content]);

describe('who says what', () => {
  it.each<[string, [source: string, content: string][]]>([
    [
      'The convoy, Vella said, left on Monday and, the mayor added, did not come back.',
      [
        ['Vella', 'The convoy … left on Monday'],
        ['the mayor', 'did not come back'],
      ],
    ],
    [
      'The convoy, Vella said, left on Monday, and the mayor said it did not come back.',
      [
        ['Vella', 'The convoy … left on Monday'],
        ['the mayor', 'it did not come back'],
      ],
    ],
    [
      'Vella appeared to suggest that the convoy had left.',
      [['Vella', 'that the convoy had left']],
    ],
    [
      'Analysts at the Nairobi Institute believe that the convoy left.',
      [['Analysts at the Nairobi Institute', 'that the convoy left']],
    ],
    [
      'Reports from the coast state that the garrison has left.',
      [['Reports from the coast', 'that the garrison has left']],
    ],
    [
      'The move comes as Maltese analysts and envoys from the coast highlight mounting losses at sea.',
      [['Maltese analysts and envoys from the coast', 'mounting losses at sea']],
    ],
    [
      'Borg shook his head. “They were empty when we came.”',
      [['Borg', '“They were empty when we came.”']],
    ],
    [
      'Brigadier Ana Vella met reporters.\n\nVELLA: The convoy left on Monday.',
      [['VELLA', 'The convoy left on Monday']],
    ],
    [
      'The mayor wrote:\n\nWe have no bread. The road is closed.\n\nNobody answered.',
      [['The mayor', 'We have no bread. The road is closed.']],
    ],
    [
      'Expecting delays on the coast road, Borg said the column would wait.',
      [
        ['Borg', 'delays on the coast road'],
        ['Borg', 'the column would wait'],
      ],
    ],
    [
      'Vella hopes to hold the pass because the coast road is closed.',
      [['Vella', 'to hold the pass']],
    ],
    [
      '“We will stay,” Vella said, adding, “Nobody has told us to leave.”',
      [
        ['Vella', '“We will stay,”'],
        ['Vella', '“Nobody has told us to leave.”'],
      ],
    ],
    [
      'According to two officials, the base is empty, and according to a third it is not.',
      [
        ['two officials', 'the base is empty'],
        ['a third', 'it is not'],
      ],
    ],
    [
      'New satellite images taken on Monday show dozens of tanks at the base.',
      [['New satellite images taken on Monday', 'dozens of tanks at the base']],
    ],
    [
      'A news report published Wednesday said the carrier had left.',
      [['A news report published Wednesday', 'the carrier had left']],
    ],
    [
      'Borg, recalling the winter of the siege, said the base was empty.',
      [
        ['Borg', 'the winter of the siege'],
        ['Borg', 'the base was empty'],
      ],
    ],
    ['Borg, citing two officers, said the base was empty.', [['Borg', 'the base was empty']]],
    [
      '“It is over,” said Borg, adding that the bridge was lost.',
      [
        ['Borg', '“It is over,”'],
        ['Borg', 'that the bridge was lost'],
      ],
    ],
    ['Borg hoped to cross the river before dawn.', [['Borg', 'to cross the river before dawn']]],
  ])('%s', (text, expected) => {
    expect(saidIn(text)).toEqual(expected);
  });

  it.each([
    'NEW DELHI: Troops have moved to the border.',
    'The army left New Delhi.\n\nDELHI: Troops have moved to the border.',
    'Borg shook his head. Nobody spoke.',
  ])('nobody in “%s”', (text) => {
    expect(saidIn(text)).toEqual([]);
  });
});
