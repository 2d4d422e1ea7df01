import { describe, expect, it } from 'vitest';
import { askOver } from '../support/own-articles.ts';

const POST = `ASUNCION, May 6, 2025 - Paraguay has massed 3,000 soldiers along its border with Bolivia, Brazilian envoys said on Monday.

Brazil, they added, was moving a battalion of 200 soldiers to its own border.

Paraguayan President Ruben Caceres denied any build-up.`;

describe('a denial in few words', () => {
  it('is of the buildup of those who deny', async () => {
    const { text } = await askOver([POST], '/briefing Bolivia', 'who denied it?');
    expect(text).toContain('Ruben Caceres denied');
  });

  it('is of nobody else’s', async () => {
    const { text } = await askOver([POST], '/briefing Paraguay');
    expect(text).not.toMatch(/Brazil[^.]*denied/);
  });
});

it('tells what a source showed or urged by that word', async () => {
  const report = `ASUNCION, May 6, 2025 - Satellite images showed that Paraguay has massed 3,000 soldiers near Bolivia.

Brazilian envoy Ana Lima demanded that Paraguay move its soldiers away from Bolivia.`;
  const { text } = await askOver([report], '/briefing Bolivia');
  expect(text).toContain('Satellite images showed: Paraguay has massed');
  expect(text).toContain('Ana Lima demanded that Paraguay move');
  expect(text).not.toContain('ordered');
});

it('says of those whom an outlet cites that they said it', async () => {
  const report = `ASUNCION, May 6, 2025 - The Chaco Herald, citing two officers, reported that Paraguay has massed 3,000 soldiers near Bolivia.`;
  const { text } = await askOver([report], '/briefing Bolivia');
  expect(text).toContain('Two officers said (via the Chaco Herald)');
});
