import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMANDS, type CommandSpec, usage } from '../../src/answers/commands.ts';
import { parseCommand, writeCommand } from '../../src/answers/parse-command.ts';

describe('a command as typed', () => {
  it.each([
    ['/briefing kursk', { name: 'briefing', options: { topic: 'kursk' } }],
    ['  /BRIEFING   North  Korea ', { name: 'briefing', options: { topic: 'North Korea' } }],
    ['briefing sumy', { name: 'briefing', options: { topic: 'sumy' } }],
    ['claims 50,000', { name: 'claims', options: { query: '50,000' } }],
    [
      '/claims 50,000 troops speaker:NYT since:2024-11-01',
      { name: 'claims', options: { query: '50,000 troops', speaker: 'NYT', since: '2024-11-01' } },
    ],
    [
      '/claims speaker:"New York Times" 50,000 troops place:“Kursk Oblast”',
      {
        name: 'claims',
        options: { query: '50,000 troops', speaker: 'New York Times', place: 'Kursk Oblast' },
      },
    ],
    [
      '/claims troops speaker: Zelenskyy kind:buildups',
      { name: 'claims', options: { query: 'troops', speaker: 'Zelenskyy', kind: 'buildup' } },
    ],
    [
      '/briefing topic:"north korea" until:2024-02',
      { name: 'briefing', options: { topic: 'north korea', until: '2024-02-29' } },
    ],
    [
      '/briefing kursk since:2024 until:2024',
      { name: 'briefing', options: { topic: 'kursk', since: '2024-01-01', until: '2024-12-31' } },
    ],
    ['/article 003', { name: 'article', options: { id: '003' } }],
    [
      '/briefing https://example.org/kursk at 10:30',
      { name: 'briefing', options: { topic: 'https://example.org/kursk at 10:30' } },
    ],
    ['/briefing "kursk', { name: 'briefing', options: { topic: 'kursk' } }],
    ['/sources', { name: 'sources', options: {} }],
    ['Help', { name: 'help', options: {} }],
    [
      '/digest here time:7am weekdays:mon-wed time-zone:kyiv place:Kursk quiet:YES',
      {
        name: 'digest',
        options: {
          action: 'here',
          time: '07:00',
          weekdays: '1,2,3',
          'time-zone': 'Europe/Kyiv',
          place: 'Kursk',
          quiet: 'yes',
        },
      },
    ],
    ['digest status', { name: 'digest', options: { action: 'status' } }],
  ])('%s is read', (text, command) => {
    expect(parseCommand(text)).toEqual(command);
  });

  it.each([
    [''],
    [' \n\t'],
    ['how many?'],
    ['help me understand the buildup'],
    ['sources say what?'],
    ['article says what about Sudzha?'],
    ['briefing'],
    ['digest the news for me'],
    ['who said that: Syrskyi?'],
  ])('%j is left to be a question', (text) => {
    expect(parseCommand(text)).toBeNull();
  });

  it.each([
    ['/brief kursk', 'There is no command /brief. Did you mean /briefing?'],
    [
      '/weather kyiv',
      'There is no command /weather. The commands are /briefing, /claims, /article, /sources, /digest, /add, /watch, /help.',
    ],
    [
      '/',
      'There is no command /. The commands are /briefing, /claims, /article, /sources, /digest, /add, /watch, /help.',
    ],
    ['/briefing', '/briefing needs a topic: /briefing troop buildups, for example.'],
    [
      '/claims speaker:NYT',
      '/claims needs a query: /claims 50,000 troops speaker:"New York Times", for example.',
    ],
    ['/claims troops speeker:NYT', '/claims has no option speeker:. Did you mean speaker:?'],
    [
      '/briefing kursk colour:red',
      '/briefing has no option colour:. It takes topic:, since:, until:, outlet:.',
    ],
    [
      '/briefing kursk since:yesterday',
      'since:yesterday is no date that can be read. Write it as 2024-11-01, 2024-11 or 2024.',
    ],
    [
      '/briefing kursk since:2023-02-29',
      'since:2023-02-29 is no date that can be read. Write it as 2024-11-01, 2024-11 or 2024.',
    ],
    [
      '/briefing kursk since:2025 until:2024',
      'since:2025-01-01 is later than until:2024-12-31. Swap the two days.',
    ],
    [
      '/claims troops kind:parade',
      'There is no kind “parade”. The kinds are buildup, movement, territory, casualties, offensive-forecast, drill, diplomacy, capability, other.',
    ],
    ['/claims troops place:Kursk place:Sumy', 'place: stands twice in /claims. Keep one of them.'],
    ['/briefing kursk outlet:', 'outlet: has no value. Write it as in /briefing troop buildups.'],
    ['/sources kursk', '/sources takes no words after it. Type /sources.'],
    ['/sources since:2024', '/sources takes no options.'],
    [
      '/digest',
      '/digest needs one of here, off, status, preview: /digest here time:07:00 weekdays:mon-fri time-zone:Europe/Kyiv, for example.',
    ],
    ['/digest now', 'action is one of here, off, status, preview, not “now”.'],
    ['/digest here time:25:00', 'time:25:00 is no time of day. Write it as 07:00 or 18:30.'],
    [
      '/digest here weekdays:soon',
      'weekdays:soon names no weekdays. Write them as mon-fri, or as tue,thu.',
    ],
    [
      '/digest here time-zone:+02:00',
      'There is no time zone “+02:00”. Name it as Europe/Kyiv or America/New_York.',
    ],
  ])('%s is answered with a sentence that says what to change', (text, problem) => {
    expect(parseCommand(text)).toEqual({ problem });
  });

  it('is read in one piece however long or strange it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        for (const typed of [text, `/claims ${text}`, `/briefing kursk ${text}`]) {
          const read = parseCommand(typed);
          if (read && 'problem' in read) expect(read.problem).toMatch(/[.?]$/u);
        }
      }),
    );
    const long = parseCommand(`/briefing ${'“a: '.repeat(100_000)}`);
    expect(long).not.toBeNull();
  });

  it('is read again from what is written for platforms that give options apart', () => {
    const value = fc
      .stringMatching(/^[\p{L}\d][\p{L}\d ,.:/'-]{0,40}[\p{L}\d]$/u)
      .map((text) => text.replaceAll(/ +/gu, ' '));
    fc.assert(
      fc.property(value, value, value, (query, speaker, place) => {
        const options = { query, speaker, place };
        expect(parseCommand(writeCommand('claims', options))).toEqual({ name: 'claims', options });
      }),
    );
  });
});

describe('the table of commands', () => {
  const specs: readonly CommandSpec[] = COMMANDS;

  it.each(specs)('$name has an example that reads as itself', ({ name, example }) => {
    expect(parseCommand(example)).toMatchObject({ name });
  });

  it('says how to type a command', () => {
    expect(specs.map(usage)).toEqual([
      '/briefing <topic> [since:…] [until:…] [outlet:…]',
      '/claims <query> [speaker:…] [place:…] [kind:…] [since:…]',
      '/article <id>',
      '/sources',
      '/digest <here|off|status|preview> [time:…] [weekdays:…] [time-zone:…] [place:…] [quiet:…]',
      '/add [url]',
      '/watch <url>',
      '/help',
    ]);
  });
});
