import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findClaims, readFilter, toCsvLine, toRow } from '../../src/web/ledger.ts';
import { kurskArticle, kurskClaims } from '../support/newsroom.ts';

const article = kurskArticle();
const claims = kurskClaims(article);
const library = {
  list: async () => [{ ...article, claims: claims.length }],
  articles: async () => [article],
  claimsOf: async () => claims,
};

async function find(query: Record<string, string>): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { claim } of findClaims(library, readFilter(query))) {
    found.push(claim.id.slice(-2));
  }
  return found;
}

describe('the claims table', () => {
  it.each([
    [{}, ['01', '02', '03']],
    [{ kind: 'buildup' }, ['01', '02']],
    [{ kind: 'parade' }, ['01', '02', '03']],
    [{ place: 'kursk oblast' }, ['01', '02', '03']],
    [{ place: 'Kherson' }, []],
    [{ speaker: 'syrskyi' }, ['01']],
    [{ speaker: 'new york times' }, ['02']],
    [{ words: '50,000' }, ['02']],
    [{ words: 'SQUARE MILES' }, ['03']],
    [{ outlet: 'CNN' }, []],
    [{ since: '2024-11-13' }, ['01', '02', '03']],
    [{ since: '2024-11-14' }, []],
    [{ until: '2024-11-08' }, []],
    [{ until: '2024-11-09', kind: 'movement' }, ['03']],
    [{ since: 'yesterday' }, ['01', '02', '03']],
  ])('narrowed by %j', async (query, expected) => {
    expect(await find(query)).toEqual(expected);
  });

  it('downloads each claim with the sentence that it stands in and where that stands', async () => {
    for await (const evidence of findClaims(library, readFilter({ speaker: 'Syrskyi' }))) {
      const row = toRow(evidence);
      expect(row).toMatchObject({
        kind: 'buildup',
        speaker: 'Col. Gen. Oleksandr Syrskyi',
        places: 'Kursk',
        published_earliest: '2024-11-09',
        source: 'seeds/003_130cf7ac0ca97680.txt',
      });
      expect(article.text.slice(Number(row.start), Number(row.end))).toBe(row.sentence);
    }
  });
});

describe('a line of CSV', () => {
  it.each([
    [['a', 'b'], '"a","b"\r\n'],
    [['say "no"', 'a,b\nc'], '"say ""no""","a,b\nc"\r\n'],
    [[12, -5], '"12","-5"\r\n'],
    [
      ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1'],
      '"\'=1+1","\'+1","\'-1","\'@SUM(A1)","\'\t\'=1","\' =1"\r\n',
    ],
    [
      ['a;=1+1', 'a; "=1+1"', 'a\n@SUM(A1)', 'a\t+1'],
      `"a;'=1+1","a; ""'=1+1""","a\n'@SUM(A1)","a\t'+1"\r\n`,
    ],
    [['＝1+1', 'two - three', 'a; b', 'x = 1'], `"'＝1+1","two - three","a; b","x = 1"\r\n`],
  ])('%j', (cells, line) => {
    expect(toCsvLine(cells)).toBe(line);
  });

  it('starts no formula either where cells are parted at semicolons and quotation marks are nothing', () => {
    const piece = fc.constantFrom(';', '"', '=', '+', '-', '@', '\n', '\t', '\r', ' ', 'a', ',');
    fc.assert(
      fc.property(fc.string({ unit: piece, maxLength: 40 }), (text) => {
        const cells = toCsvLine(['x', text, 'y']).split(/[;\t\r\n]/u);
        for (const cell of cells) expect(cell).not.toMatch(/^[\s"]*[=+\-@]/u);
      }),
    );
  });

  it('starts no formula with any text, and keeps the text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }),
        (cells) => {
          const line = toCsvLine(cells).slice(1, -3);
          const read = line.split('","');
          for (const cell of read) expect(cell).not.toMatch(/^\s*[=+\-@]/u);
          expect(line.replaceAll('""', '"').length).toBeGreaterThanOrEqual(cells.join('').length);
        },
      ),
    );
  });
});
