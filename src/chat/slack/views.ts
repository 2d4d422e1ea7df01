import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import type { Reply } from '../../answers/reply.ts';
import {
  INPUT_MAX_CHARS,
  OPTION_VALUE_MAX_CHARS,
  PRIVATE_METADATA_MAX_CHARS,
  SELECT_MAX_OPTIONS,
  VIEW_MAX_BLOCKS,
} from './limits.ts';
import { type RenderOptions, renderSlack, withoutButtons } from './render.ts';

export const WRONG_VIEW = 'wrong_view';
const WHOLE_ANSWER = 'answer';
const WHAT = 'what';
const WHY = 'why';

/** Where a report came from, so that its thanks can be said there. */
export type WrongPlace = { readonly channel: string; readonly thread: string | null };

/** Asks what is wrong with an answer; `value` is what its button holds: its claims by mark. */
export function wrongView(value: string, place: WrongPlace): ModalView {
  const options = [
    option('The answer as a whole', WHOLE_ANSWER),
    ...readClaims(value)
      .filter(([, claim]) => claim !== '' && claim.length <= OPTION_VALUE_MAX_CHARS)
      .map(([mark, claim]) => option(`What is cited as [${mark}]`, claim)),
  ].slice(0, SELECT_MAX_OPTIONS);
  const about: InputBlock = {
    type: 'input',
    block_id: WHAT,
    label: label('What is wrong?'),
    element: {
      type: 'static_select',
      action_id: WHAT,
      options,
      ...(options[0] && { initial_option: options[0] }),
    },
  };
  const words: InputBlock = {
    type: 'input',
    block_id: WHY,
    label: label('What does the article say instead?'),
    element: {
      type: 'plain_text_input',
      action_id: WHY,
      multiline: true,
      max_length: INPUT_MAX_CHARS,
    },
  };
  const metadata = JSON.stringify(place);
  return {
    type: 'modal',
    callback_id: WRONG_VIEW,
    title: label('Wrong?'),
    submit: label('Send'),
    close: label('Cancel'),
    private_metadata: metadata.length <= PRIVATE_METADATA_MAX_CHARS ? metadata : '',
    blocks: [about, words],
  };
}

/** What takes the place of the question once it is sent. */
export function thanksView(): ModalView {
  return {
    type: 'modal',
    title: label('Thank you'),
    close: label('Close'),
    blocks: [
      {
        type: 'section',
        text: label('Your report is kept, and whoever runs Muster will look at it.'),
      },
    ],
  };
}

export type WrongReport = {
  readonly claim: string | null;
  readonly text: string;
  readonly place: WrongPlace | null;
};

/** Reads a report back from the view as Slack sends it. */
export function readReport(view: {
  readonly private_metadata: string;
  readonly state: {
    readonly values: Readonly<
      Record<
        string,
        Readonly<
          Record<
            string,
            {
              readonly value?: string | null;
              readonly selected_option?: { readonly value: string } | null;
            }
          >
        >
      >
    >;
  };
}): WrongReport {
  const { values } = view.state;
  const claim = values[WHAT]?.[WHAT]?.selected_option?.value ?? WHOLE_ANSWER;
  return {
    claim: claim === WHOLE_ANSWER ? null : claim,
    text: values[WHY]?.[WHY]?.value ?? '',
    place: readPlace(view.private_metadata),
  };
}

/** The App Home: what is loaded and how to ask. */
export function homeBlocks(reply: Reply, linkTo: RenderOptions['linkTo']): KnownBlock[] {
  const messages = renderSlack(reply, { linkTo, asked: null, files: new Map() });
  return withoutButtons(messages)
    .flatMap(({ blocks }) => blocks)
    .slice(0, VIEW_MAX_BLOCKS);
}

function readPlace(metadata: string): WrongPlace | null {
  if (metadata === '') return null;
  const { channel, thread } = JSON.parse(metadata) as WrongPlace;
  return { channel, thread };
}

function readClaims(value: string): readonly (readonly [mark: number, claim: string])[] {
  const claims: unknown = value.startsWith('[') ? JSON.parse(value) : [];
  return Array.isArray(claims) ? claims : [];
}

function option(text: string, value: string): PlainTextOption {
  return { text: label(text), value };
}

function label(text: string): { type: 'plain_text'; text: string; emoji: false } {
  return { type: 'plain_text', text, emoji: false };
}
