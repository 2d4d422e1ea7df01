import { describe, expect, it } from 'vitest';
import type { Claim } from '../../src/claims/claim.ts';
import { compareFigures, originOf } from '../../src/claims/compare.ts';
import { readText } from '../support/seeds.ts';

/** The first claim with a figure in a text of that day. */
function claimOf(text: string, published: string): Claim {
  const { claims } = readText(text, { published });
  const claim = claims.find(({ quantities }) => quantities.length > 0) ?? claims[0];
  if (!claim) throw new Error(`Nothing is claimed in “${text}”.`);
  return claim;
}

const MAY = '2024-05-20';
const JUNE = '2024-06-25';

describe('two figures', () => {
  it.each([
    [
      'same',
      'Iraq has massed 100,000 troops on the border with Kuwait, the Pentagon said.',
      MAY,
      'Iraq has amassed 100,000 troops near Kuwait, Reuters reported.',
      MAY,
    ],
    [
      'compatible',
      'Rebels in Angola have seized 500 square miles, officials said.',
      MAY,
      'Rebels in Angola have seized 1,300 square kilometers, the army said.',
      MAY,
    ],
    [
      'compatible',
      'Iraq has massed tens of thousands of troops near Kuwait, the Pentagon said.',
      MAY,
      'Iraq has massed 50,000 troops near Kuwait, Reuters reported.',
      MAY,
    ],
    [
      'grown',
      'Iraq has massed 1,000 troops near Kuwait, the Pentagon said.',
      MAY,
      'Iraq has massed 1,300 troops near Kuwait, the Pentagon said.',
      JUNE,
    ],
    [
      'shrunk',
      'Iraq has massed 9,000 troops near Kuwait, the Pentagon said.',
      MAY,
      'Iraq has massed 2,000 troops near Kuwait, the Pentagon said.',
      JUNE,
    ],
    [
      'contradiction',
      'Iraq has massed 100,000 troops near Kuwait, the Pentagon said.',
      MAY,
      'Iraq has massed 30,000 troops near Kuwait, Reuters reported.',
      MAY,
    ],
    [
      'unclear',
      'North Korea has sent some 10,000 troops to the front line since October, Reuters reported.',
      MAY,
      'About 5,000 North Korean troops have been sent to Russia, officials said.',
      MAY,
    ],
    [
      'part-and-whole',
      'Some 10,000 Cuban soldiers have massed in Angola, the CIA said.',
      MAY,
      'Some 50,000 Cuban and Angolan soldiers have massed in Angola, Reuters reported.',
      MAY,
    ],
    [
      'different-measures',
      'The army lost 1,200 soldiers a day in Angola, officials said.',
      MAY,
      'The army lost 30,000 soldiers in Angola, officials said.',
      MAY,
    ],
    [
      null,
      'Iraq has massed 100,000 troops near Kuwait, the Pentagon said.',
      MAY,
      'Iraq has massed 300 tanks near Kuwait, the Pentagon said.',
      MAY,
    ],
    [
      null,
      'Iraq has massed 100,000 troops near Kuwait, the Pentagon said.',
      MAY,
      'Iraq has massed 30,000 troops in Angola, the Pentagon said.',
      MAY,
    ],
    [
      null,
      'Iraqi commanders have massed 100,000 Iraqi troops near Kuwait, officials said.',
      MAY,
      'Syrian commanders have massed 30,000 Syrian troops near Kuwait, officials said.',
      MAY,
    ],
    [
      null,
      'Iraq has massed 100,000 troops near Kuwait, the Pentagon said.',
      '1990-08-01',
      'Iraq has massed 30,000 troops near Kuwait, the Pentagon said.',
      '1994-10-01',
    ],
  ])('are %s: “%s” (%s), “%s” (%s)', (relation, one, oneDay, other, otherDay) => {
    const [a, b] = [claimOf(one, oneDay), claimOf(other, otherDay)];
    expect(compareFigures(a, b)).toBe(relation);
  });

  it('stand to each other alike from either side', () => {
    const a = claimOf('Iraq has massed 1,000 troops near Kuwait, the Pentagon said.', MAY);
    const b = claimOf('Iraq has massed 1,300 troops near Kuwait, the Pentagon said.', JUNE);
    expect([compareFigures(a, b), compareFigures(b, a)]).toEqual(['grown', 'grown']);
  });
});

describe('where a claim comes from', () => {
  it('is the named source, however many outlets relay it', () => {
    const relays = [
      'Gen. Moshe Levi told Reuters that 300 tanks had crossed the Litani River.',
      'Gen. Moshe Levi told CNN that 300 tanks had crossed the Litani River.',
    ].map((text) => claimOf(text, MAY));
    expect(new Set(relays.map((claim) => originOf(claim, null)))).toEqual(new Set(['Moshe Levi']));
  });

  it('is the outlet that heard it, for a source without a name', () => {
    const claim = claimOf('Two officials told Reuters that 300 tanks had moved.', MAY);
    expect(originOf(claim, 'The Harbour Gazette')).toBe('Reuters');
  });

  it('is one and the same for two articles on one wire report', () => {
    const [one, other] = [
      'Two officials told Reuters that 300 tanks had moved to the Litani River.',
      'Officials said that 300 tanks had moved to the Litani River, according to Reuters.',
    ].map((text) => claimOf(text, MAY));
    const origins = [one, other].map((claim) => claim && originOf(claim, null));
    expect(origins).toEqual(['Reuters', 'Reuters']);
  });

  it('is the article’s outlet for what the article states itself, and the article without one', () => {
    const claim = claimOf('300 tanks have moved to the Litani River.', MAY);
    expect(originOf(claim, 'Reuters')).toBe('Reuters');
    expect(originOf(claim, null)).toBe(claim.article);
  });
});
