import { basename } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { digest, keyOf } from '../../src/answers/digest.ts';
import type { Evidence } from '../../src/answers/evidence.ts';
import { evidenceOf } from '../../src/answers/gather.ts';
import { renderPlain } from '../../src/chat/plain.ts';
import { config, openSeeds } from '../support/seeds.ts';
import { goldDigest } from './gold.ts';

const muster = await openSeeds();
afterAll(() => muster.store.close());
const { library } = muster.store;
const held = (await library.list()).map(({ id }) => id);
const all = await evidenceOf(library, held);

function make(told: ReadonlySet<string>) {
  return digest(all, {
    told,
    place: null,
    watched: config.theatres.watched,
    words: config.kinds,
    gazetteer: muster.reading.gazetteer,
  });
}

const first = make(new Set());
const items = (section: string) => first.items.filter((item) => item.section === section);
const sentences = (of: readonly Evidence[]) =>
  of.map(({ article, claim }) => article.text.slice(claim.sentence.start, claim.sentence.end));
const told = (section: string) => sentences(items(section).map(({ evidence }) => evidence));
const wanted = goldDigest.groups.flatMap((group) => group.items);

describe('the first digest of the seeds', () => {
  it('leads with the newest article’s buildup, never with the largest number', () => {
    const [lead] = first.items;
    expect(lead?.evidence.article.origin).toContain('000_');
    expect(lead?.line).toMatch(/Two US officials .*CNN.*Russia is amassing forces/);
    expect(lead?.line).toContain('no figure given');
  });

  it('tells newest articles first', () => {
    const order = items('buildup').map(({ evidence }) => basename(evidence.article.origin)[2]);
    expect([...new Set(order)].join('')).toBe('0231');
    expect(order.join('')).toMatch(/^0+2+3+1+$/);
  });

  it.each(wanted.map(({ line, sentence }) => [line, sentence]))(
    'tells of: %s',
    (_line, sentence) => {
      expect(told('buildup')).toContain(sentence);
    },
  );

  it('tells no buildup that an expert would leave out', () => {
    const right = new Set([
      ...wanted.map(({ sentence }) => sentence),
      // An aspiration is a caveat there; here it may stand as an item that says so.
      ...goldDigest.groups.flatMap(({ caveats }) => caveats).map(({ sentence }) => sentence),
    ]);
    expect(told('buildup').filter((sentence) => !right.has(sentence))).toEqual([]);
  });

  it('keeps redeployments in a box of their own', () => {
    const boxed = goldDigest.separate_box.items.map(({ sentence }) => sentence);
    const right = boxed.filter((sentence) => told('redeployment').includes(sentence));
    expect(right.length).toBeGreaterThanOrEqual(boxed.length - 1);
    expect(told('buildup').filter((sentence) => boxed.includes(sentence))).toEqual([]);
  });

  it('keeps drills apart', () => {
    expect(told('drill').toSorted()).toEqual(
      goldDigest.other_box.items.map(({ sentence }) => sentence).toSorted(),
    );
  });

  it.each(
    ['headline duplicates', 'standing presence', 'civilians', 'casualties', 'embedded'].flatMap(
      (reason) =>
        goldDigest.exclude
          .filter((entry) => entry.reason.startsWith(reason))
          .flatMap(({ claims }) => claims.map(({ sentence }) => [reason, sentence])),
    ),
  )('leaves out, as %s: %s', (_reason, sentence) => {
    expect(sentences(first.items.map(({ evidence }) => evidence))).not.toContain(sentence);
  });

  it('sends each article’s own caveats with its reports', () => {
    const caveats = sentences(first.items.flatMap((item) => item.caveats));
    expect(caveats).toEqual(
      expect.arrayContaining([
        expect.stringContaining('challenges amassing the forces'),
        expect.stringContaining('held back from a large-scale deployment'),
        expect.stringContaining('does not appear to be moving'),
      ]),
    );
  });

  it('says beside the figures what is not known of them', () => {
    expect(renderPlain(first.reply)).toMatch(
      /Beside it, in the same article: .*determine precisely how many troops Russia is moving/,
    );
  });

  it('adds nothing up', () => {
    const text = renderPlain(first.reply);
    for (const sum of ['800,000', '60,000', '40,000', '36,000', '560,000', '860,000', '610,000'])
      expect(text).not.toContain(sum);
  });

  it('says how old what it tells is', () => {
    expect(renderPlain(first.reply)).toContain('the newest report is of about May 2025');
  });

  it('gives each report its date', () => {
    for (const { line } of first.items) expect(line).toMatch(/\b(?:19|20)\d\d\b|undated/);
  });
});

describe('a later digest', () => {
  it('has nothing new once everything was told, and says of when the newest report is', () => {
    const second = make(new Set(first.keys));
    expect(second.items).toEqual([]);
    expect(second.reply.abstained).toBe(true);
    expect(renderPlain(second.reply)).toContain(
      'Nothing new. The newest report held is of about May 2025',
    );
  });

  it('tells what is left where only a part was told', () => {
    const [lead, ...rest] = first.items;
    const second = make(new Set(lead ? [keyOf(lead.evidence)] : []));
    expect(second.items.map(({ line }) => line)).toEqual(
      rest
        .filter(({ evidence }) => !lead || keyOf(evidence) !== keyOf(lead.evidence))
        .map(({ line }) => line),
    );
  });
});
