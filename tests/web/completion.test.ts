import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../src/answers/parse-command.ts';
import { complete } from '../../src/web/completion.ts';

const held = {
  topic: ['Kursk', 'Kursk Oblast', 'North Korea'],
  place: ['Kursk', 'Kursk Oblast', 'Sumy'],
  speaker: ['New York Times', 'Syrskyi'],
  outlet: ['CNN'],
  kind: ['buildup', 'movement'],
  article: ['Russia amassing tens of thousands of troops'],
};

const suggest: Parameters<typeof complete>[1] = async (what, prefix, limit) =>
  held[what].filter((name) => name.toLowerCase().startsWith(prefix.toLowerCase())).slice(0, limit);

describe('what a slash command goes on as', () => {
  it.each([
    [
      '/',
      ['/briefing ', '/claims ', '/article ', '/sources', '/digest ', '/add ', '/watch ', '/help'],
    ],
    ['/b', ['/briefing ']],
    ['/CL', ['/claims ']],
    ['/x', []],
    ['/briefing ', ['/briefing Kursk ', '/briefing Kursk Oblast ', '/briefing North Korea ']],
    ['/briefing nor', ['/briefing North Korea ']],
    ['/briefing kursk', ['/briefing Kursk Oblast ']],
    [
      '/briefing kursk ',
      ['/briefing kursk since:', '/briefing kursk until:', '/briefing kursk outlet:'],
    ],
    ['/briefing kursk u', ['/briefing kursk until:']],
    [
      '/briefing kursk since:2024 ',
      ['/briefing kursk since:2024 until:', '/briefing kursk since:2024 outlet:'],
    ],
    ['/briefing kursk outlet:c', ['/briefing kursk outlet:CNN ']],
    ['/briefing kursk outlet:CNN s', ['/briefing kursk outlet:CNN since:']],
    ['/claims troops speaker:new', ['/claims troops speaker:"New York Times" ']],
    ['/claims troops speaker:"New Y', ['/claims troops speaker:"New York Times" ']],
    ['/claims troops kind:', ['/claims troops kind:buildup ', '/claims troops kind:movement ']],
    ['/claims troops since:2024', []],
    ['/article russia', ['/article Russia amassing tens of thousands of troops ']],
    ['/sources ', []],
    ['/weather ky', []],
    ['how many?', []],
    ['', []],
  ])('%j', async (text, expected) => {
    const { choices } = await complete(text, suggest);
    expect(choices.map((choice) => choice.text)).toEqual(expected);
  });

  it('leaves Enter to the question once the name of the command is whole', async () => {
    expect((await complete('/brief', suggest)).isChosenByEnter).toBe(true);
    expect((await complete('/briefing', suggest)).isChosenByEnter).toBe(false);
    expect((await complete('/briefing kur', suggest)).isChosenByEnter).toBe(false);
  });

  it('gives commands that can be read', async () => {
    for (const typed of ['/briefing n', '/claims troops speaker:new', '/article rus']) {
      const { choices } = await complete(typed, suggest);
      expect(choices.length).toBeGreaterThan(0);
      for (const { text } of choices) expect(parseCommand(text)).toHaveProperty('options');
    }
  });

  it('completes nothing in a text without end', async () => {
    expect((await complete(`/claims ${'a '.repeat(100_000)}`, suggest)).choices).toEqual([]);
  });
});
