import { expect, it } from 'vitest';
import { pageKey } from '../../src/ingest/addresses.ts';

it.each([
  ['http://www.gazette.example/a', 'https://gazette.example/a/'],
  ['https://gazette.example/a?utm_source=x&fbclid=1', 'https://gazette.example/a'],
  ['https://gazette.example/a#comments', 'https://gazette.example/a'],
  ['https://gazette.example/a?b=2&a=1', 'https://gazette.example/a?a=1&b=2'],
  ['https://m.gazette.example/a/amp', 'https://GAZETTE.example/a'],
  ['https://gazette.example:443/a', 'https://gazette.example/a'],
])('%s and %s are one page', (one, other) => {
  expect(pageKey(one)).toBe(pageKey(other));
});

it.each([
  ['https://gazette.example/a', 'https://gazette.example/b'],
  ['https://gazette.example/a?id=1', 'https://gazette.example/a?id=2'],
  ['https://gazette.example/a', 'https://herald.example/a'],
  ['https://gazette.example:8080/a', 'https://gazette.example/a'],
])('%s and %s are two', (one, other) => {
  expect(pageKey(one)).not.toBe(pageKey(other));
});

it.each(['seeds/a.txt', 'file:///a', 'https://', 'javascript:alert(1)'])(
  '%s is no page',
  (address) => {
    expect(pageKey(address)).toBe(null);
  },
);
