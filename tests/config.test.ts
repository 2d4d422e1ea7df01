import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Environment, examineFiles, loadConfig } from '../src/config.ts';
import { PlainError } from '../src/faults.ts';

const NAMES = Object.keys(Environment.shape);
const DEFAULTS: Readonly<Record<string, unknown>> = Environment.parse({});

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-config-'));
  cpSync('config', folder, { recursive: true });
  // An empty variable counts as one that is not set, whatever .env says.
  for (const name of NAMES) vi.stubEnv(name, '');
  vi.stubEnv('CONFIG_DIR', folder);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** The sentence that a user reads; anything but a `PlainError` is thrown on. */
function complaint(): string {
  try {
    loadConfig();
  } catch (thrown) {
    if (thrown instanceof PlainError) return thrown.message;
    throw thrown;
  }
  return 'nothing is wrong';
}

describe('the files of config/', () => {
  it('are read as they come, and cannot be changed by their readers', () => {
    const config = loadConfig();
    expect(config.theatres.names).toEqual(['taiwan-strait', 'ukraine']);
    expect(config.theatres.places.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Kharkiv Oblast', 'Kinmen']),
    );
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.theatres.places[0]?.aliases)).toBe(true);
  });

  it('may begin with a byte-order mark', () => {
    const file = 'outlets.json';
    write(file, `\uFEFF${readFileSync(join(folder, file), 'utf8')}`);
    expect(loadConfig().outlets.length).toBeGreaterThan(0);
  });

  it.each([
    {
      what: 'a broken file by where it breaks',
      file: 'outlets.json',
      text: '[{"name": "Evening Gazette",,}]',
      says: ['not valid JSON', 'position 28', 'Mend that place'],
    },
    {
      what: 'an empty file',
      file: 'language/cues.json',
      text: '',
      says: ['not valid JSON', 'Mend that place'],
    },
    {
      what: 'a value of the wrong type by its path',
      file: 'outlets.json',
      text: '[{"name": "Evening Gazette", "aliases": "Gazette", "domains": [], "country": "Malta", "isAgency": false}]',
      says: [' at 0.aliases: ', 'expected array, received string', 'Change that value'],
    },
    {
      what: 'a value that is missing',
      file: 'theatres/ukraine/people.json',
      text: '[{"name": "Ada Vella", "kind": "person", "aliases": [], "roles": []}]',
      says: [' at 0.side: ', 'expected string', 'Change that value'],
    },
    {
      what: 'a word that is none of those allowed',
      file: 'theatres/taiwan-strait/places.json',
      text: '[{"name": "Kinmen", "kind": "islet", "within": null, "aliases": [], "latitude": 24, "longitude": 118}]',
      says: [' at 0.kind: ', '"region"', 'Change that value'],
    },
    {
      what: 'a day that no calendar has',
      file: 'theatres/ukraine/events.json',
      text: '{"events": [{"name": "truce", "kind": "point", "days": [{"from": "2025-02-30"}], "words": [["truce"]]}]}',
      says: [' at events.0.days.0.from: ', 'date', 'Change that value'],
    },
    {
      what: 'a field that nobody reads',
      file: 'theatres/ukraine/theatre.json',
      text: '{"title": "Ukraine", "watched": [], "colour": "blue"}',
      says: ['"colour"', 'Change that value'],
    },
    {
      what: 'a file of a theatre under a name that nobody reads',
      file: 'theatres/ukraine/place.json',
      text: '[]',
      says: ['places.json', 'Rename'],
    },
  ])('name $what, and the remedy', ({ file, text, says }) => {
    write(file, text);
    const words = complaint();
    expect(words).toContain(join(folder, file));
    for (const part of says) expect(words).toContain(part);
  });

  it('are named when one is missing', () => {
    rmSync(join(folder, 'language/dates.json'));
    expect(complaint()).toBe(
      `${join(folder, 'language/dates.json')} cannot be read. Restore it from the repository or correct its permissions.`,
    );
  });

  it('may leave out what a theatre has nothing of', () => {
    rmSync(join(folder, 'theatres/taiwan-strait/events.json'));
    expect(complaint()).toBe('nothing is wrong');
  });

  it('name a place that lies within nothing known, and the remedy', () => {
    const place = { kind: 'town', aliases: [], latitude: 36, longitude: 14.3 };
    const within = (holder: string) =>
      write(
        'theatres/malta/places.json',
        JSON.stringify([{ ...place, name: 'Ghajn', within: holder }]),
      );
    within('Gozzo');
    expect(complaint()).toContain('the place Ghajn lies within “Gozzo”');
    expect(complaint()).toContain('Name one that is');
    expect(examineFiles(folder)).toEqual([complaint()]);
    within('Malta');
    expect([complaint(), examineFiles(folder)]).toEqual(['nothing is wrong', []]);
  });

  it('take a new theatre from its folder alone', () => {
    const entry = {
      name: 'Gozo Channel',
      kind: 'sea',
      within: null,
      aliases: ['Fliegu'],
      latitude: 36,
      longitude: 14.3,
    };
    write('theatres/malta/places.json', JSON.stringify([entry]));
    const { theatres } = loadConfig();
    expect(theatres.names).toContain('malta');
    expect(theatres.places).toContainEqual(entry);
  });
});

describe('the environment', () => {
  it.each([
    { name: 'PORT', value: 'eighty', says: 'write a whole number from 0 to 65535' },
    { name: 'PORT', value: '70000', says: 'write a whole number from 0 to 65535' },
    { name: 'SLACK_PORT', value: '80.5', says: 'write a whole number from 0 to 65535' },
    { name: 'THREAD_DAYS', value: '0', says: 'write a whole number from 1 to 3650' },
    { name: 'MAX_FILE_MIB', value: 'big', says: 'write a number above 0, at most 100' },
    { name: 'MAX_FILE_MIB', value: '0', says: 'write a number above 0, at most 100' },
    { name: 'PUBLIC_URL', value: 'muster', says: 'write a web address: https://' },
    { name: 'PUBLIC_URL', value: 'ftp://example.org', says: 'write a web address: https://' },
    { name: 'PUBLIC_URL', value: 'javascript:alert(1)', says: 'write a web address: https://' },
    { name: 'DISCORD_API_URL', value: 'discord', says: 'write a web address: https://' },
    { name: 'CURATORS', value: 'ada', says: 'write slack:U012ABC or discord:' },
    { name: 'CURATORS', value: 'slack:U1, Discord:2', says: 'write slack:U012ABC or discord:' },
    { name: 'CURATORS', value: 'slack:', says: 'write slack:U012ABC or discord:' },
    { name: 'ALLOW_PRIVATE_FEEDS', value: 'perhaps', says: 'write true or false' },
    { name: 'LOG_LEVEL', value: 'loud', says: 'write one of fatal, error, warn, info' },
    { name: 'SLACK_BOT_TOKEN', value: 'xapp-1', says: 'must begin with xoxb-' },
    { name: 'SLACK_APP_TOKEN', value: 'xoxb-1', says: 'must begin with xapp-' },
  ])('names $name=$value as wrong, and says where to correct it', ({ name, value, says }) => {
    vi.stubEnv(name, value);
    const words = complaint();
    expect(words).toContain(`The environment variable ${name} is wrong: `);
    expect(words).toContain(says);
    expect(words).toContain('Correct it in .env or where you start Muster.');
  });

  it('is told in one sentence what is wrong with CONFIG_DIR, not what is missing in it', () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    vi.stubEnv('CONFIG_DIR', empty);
    expect(complaint()).toBe(
      `CONFIG_DIR is ${empty}, where no configuration of Muster is. Name a folder made as a copy of config/.`,
    );
    expect(examineFiles(empty)).toEqual([complaint()]);
  });

  it('is told in one sentence that .env is no file', async () => {
    mkdirSync(join(folder, '.env'));
    const start = ['--import', resolve('src/compiled.js'), resolve('src/main.ts')];
    const { status, stdout, stderr } = spawnSync(process.execPath, start, {
      cwd: folder,
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toBe(
      '.env cannot be read. Make it a text file of lines like PORT=8080 that Muster may read, or move it away.\n',
    );
  });

  it('takes curators of each platform, with blanks around commas', () => {
    vi.stubEnv('CURATORS', ' slack:U012ABC , discord:123456789, web ,web:::1,');
    expect(loadConfig().env.CURATORS).toEqual([
      'slack:U012ABC',
      'discord:123456789',
      'web',
      'web:::1',
    ]);
  });

  it('parts folders at colons and leaves out empty ones', () => {
    vi.stubEnv('CORPUS_DIRS', 'news::reports/2025:');
    expect(loadConfig().env.CORPUS_DIRS).toEqual(['news', 'reports/2025']);
  });
});

describe('.env.example', () => {
  const text = readFileSync('.env.example', 'utf8');
  const example = parseEnv(text);

  it('lists every variable that is read, and no other', () => {
    expect(Object.keys(example).sort()).toEqual([...NAMES].sort());
  });

  it.each(NAMES)('gives %s its default, under a line that says what it is', (name) => {
    const lines = text.split('\n');
    const at = lines.findIndex((line) => line.startsWith(`${name}=`));
    expect(lines[at - 1]).toMatch(/^# \S.+\.$/u);
    const value = example[name] ?? '';
    const standing = DEFAULTS[name];
    const isNothing = standing === undefined || String(standing) === '';
    expect(value === '').toBe(isNothing);
    if (!isNothing) expect(Environment.parse({ [name]: value })).toEqual(DEFAULTS);
  });
});
