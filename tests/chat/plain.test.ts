import { expect, it } from 'vitest';
import { renderPlain } from '../../src/chat/plain.ts';
import { KURSK } from '../support/replies.ts';

it('puts an answer in one plain text with its marks, without sources and buttons', () => {
  expect(renderPlain(KURSK)).toBe(
    `Kursk
Nothing held is newer than about 11 Nov 2024.
About 11 Nov 2024. Ukraine’s commander Syrskyi said Russia had prepared “tens of thousands of troops” to retake Kursk [1].
New York Times reported (about 10 Nov 2024): some 50,000 Russian and North Korean troops [2] (disputed)
Troops in Kursk
Russian and North Korean troops: some 50,000 (New York Times, 10 Nov 2024) [2]
Russian troops: tens of thousands of troops (Syrskyi) [1]
about 11 Nov 2024: Ukraine still held Sudzha [3]`,
  );
});
