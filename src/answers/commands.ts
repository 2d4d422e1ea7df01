import type { Suggestible } from './answerer.ts';

/** What an option's value is read as: free words, a file, a day, a kind of claim, one of its choices, or a part of a timetable. */
type OptionValue =
  | 'text'
  /** Attached where a platform has attachments, and never typed. */
  | 'file'
  | 'since'
  | 'until'
  | 'kind'
  | 'choice'
  | 'time'
  | 'weekdays'
  | 'time-zone';

export type OptionSpec = {
  readonly name: string;
  /** At most 100 characters, Discord's limit. */
  readonly description: string;
  readonly isRequired: boolean;
  readonly value: OptionValue;
  /** What it is completed with; null when it is not. */
  readonly suggests: Suggestible | null;
  /** All that it may be, for a `choice`. */
  readonly choices?: readonly string[];
};

export type CommandSpec = {
  readonly name: string;
  /** At most 100 characters, Discord's limit. */
  readonly description: string;
  /** What somebody would type, shown in help and in hints. */
  readonly example: string;
  /** The first takes the words that name no option. Required ones stand first. */
  readonly options: readonly OptionSpec[];
};

const since = {
  name: 'since',
  description: 'Only what may have been reported on or after this day: 2024-11-01, 2024-11 or 2024',
  isRequired: false,
  value: 'since',
  suggests: null,
} as const satisfies OptionSpec;

/** Every command: Discord's registration, Slack's manifest, the page's completion and /help are made from it. */
export const COMMANDS = [
  {
    name: 'briefing',
    description: 'What is reported on a place, a force or a subject, dated, attributed and cited',
    example: '/briefing troop buildups',
    options: [
      {
        name: 'topic',
        description: 'A place, a force or a subject, in plain words',
        isRequired: true,
        value: 'text',
        suggests: 'topic',
      },
      since,
      {
        name: 'until',
        description:
          'Only what may have been reported on or before this day: 2024-11-30, 2024-11 or 2024',
        isRequired: false,
        value: 'until',
        suggests: null,
      },
      {
        name: 'outlet',
        description: 'Only articles of this outlet',
        isRequired: false,
        value: 'text',
        suggests: 'outlet',
      },
    ],
  },
  {
    name: 'claims',
    description: 'Who said it, through whom and when, and who says otherwise',
    example: '/claims 50,000 troops speaker:"New York Times"',
    options: [
      {
        name: 'query',
        description: 'A figure, a name or some words of the claim: 50,000 troops',
        isRequired: true,
        value: 'text',
        suggests: 'topic',
      },
      {
        name: 'speaker',
        description: 'Only what this source said or passed on',
        isRequired: false,
        value: 'text',
        suggests: 'speaker',
      },
      {
        name: 'place',
        description: 'Only what is said of this place or what lies inside it',
        isRequired: false,
        value: 'text',
        suggests: 'place',
      },
      {
        name: 'kind',
        description: 'Only claims of this kind: buildup, movement, territory, casualties…',
        isRequired: false,
        value: 'kind',
        suggests: 'kind',
      },
      since,
    ],
  },
  {
    name: 'article',
    description: 'One article: what it is, how it is dated, and the claims in it',
    example: '/article 003',
    options: [
      {
        name: 'id',
        description: 'Its id, file name or headline, or the start of one',
        isRequired: true,
        value: 'text',
        suggests: 'article',
      },
    ],
  },
  {
    name: 'sources',
    description: 'The articles that answers are cut from, and how each is dated',
    example: '/sources',
    options: [],
  },
  {
    name: 'digest',
    description: 'What is new among reported buildups, in this channel, each morning',
    example: '/digest here time:07:00 weekdays:mon-fri time-zone:Europe/Kyiv',
    options: [
      {
        name: 'action',
        description: 'Begin it here, end it, see how it stands, or see what it would say now',
        isRequired: true,
        value: 'choice',
        suggests: null,
        choices: ['here', 'off', 'status', 'preview'],
      },
      {
        name: 'time',
        description: 'When, by the clock of the time zone: 07:00',
        isRequired: false,
        value: 'time',
        suggests: null,
      },
      {
        name: 'weekdays',
        description: 'On which days: mon-fri, or tue,thu; every day where none are named',
        isRequired: false,
        value: 'weekdays',
        suggests: null,
      },
      {
        name: 'time-zone',
        description: 'Whose clock: Europe/Kyiv, or a city that a zone is named after',
        isRequired: false,
        value: 'time-zone',
        suggests: null,
      },
      {
        name: 'place',
        description: 'Only what is reported on this place or inside it',
        isRequired: false,
        value: 'text',
        suggests: 'place',
      },
      {
        name: 'quiet',
        description: 'Say nothing on days with nothing new',
        isRequired: false,
        value: 'choice',
        suggests: null,
        choices: ['yes', 'no'],
      },
    ],
  },
  {
    name: 'add',
    description:
      'Read a page, or text files attached, into what answers are cut from, for those who may',
    example: '/add https://example.org/report',
    options: [
      {
        name: 'url',
        description: 'The address of a page or of a text file; of a feed, all that it lists now',
        isRequired: false,
        value: 'text',
        suggests: null,
      },
      {
        name: 'file',
        description: 'A text: .txt, .md or .html',
        isRequired: false,
        value: 'file',
        suggests: null,
      },
    ],
  },
  {
    name: 'watch',
    description: 'Read a feed from now on, for those who may',
    example: '/watch https://example.org/feed.xml',
    options: [
      {
        name: 'url',
        description: 'The address of the feed',
        isRequired: true,
        value: 'text',
        suggests: null,
      },
    ],
  },
  {
    name: 'help',
    description: 'What can be asked, and how',
    example: '/help',
    options: [],
  },
] as const satisfies readonly CommandSpec[];

type Spec = (typeof COMMANDS)[number];
export type CommandName = Spec['name'];

/** A command as read: days are whole (`since:2024-11` is 2024-11-01), kinds are of `KINDS`, weekdays are ISO numbers (`1,2`). */
export type Command = {
  readonly [S in Spec as S['name']]: {
    readonly name: S['name'];
    readonly options: {
      readonly [O in S['options'][number] as O['isRequired'] extends true
        ? O['name']
        : never]: string;
    } & {
      readonly [O in S['options'][number] as O['isRequired'] extends true
        ? never
        : O['name']]?: string;
    };
  };
}[CommandName];

export function findCommand(name: string): CommandSpec | null {
  return COMMANDS.find((spec) => spec.name === name) ?? null;
}

/** Whether the answer to this is for the asker alone, where the platform can show it so. */
export function isPrivate(text: string): boolean {
  return /^\s*\/(?:digest|help|add|watch)(?:\s|$)/iu.test(text);
}

/** How to type it: `/briefing <topic> [since:…] [until:…] [outlet:…]`. */
export function usage(spec: CommandSpec): string {
  const options = spec.options
    .filter(({ value }) => value !== 'file')
    .map(({ name, isRequired, choices }, at) => {
      if (isRequired) return `<${choices?.join('|') ?? name}>`;
      return at === 0 ? `[${name}]` : `[${name}:…]`;
    });
  return [`/${spec.name}`, ...options].join(' ');
}
