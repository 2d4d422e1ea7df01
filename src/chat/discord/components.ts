import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIButtonComponentWithCustomId,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Action, Citation, Reply } from '../../answers/reply.ts';
import { type Press, readChoice, writeChoice, writeCustomId } from './custom-id.ts';
import { shorten } from './escape.ts';
import {
  BUTTON_LABEL_MAX_CHARS,
  OPTION_MAX_CHARS,
  ROW_BUTTONS_MAX,
  SELECT_OPTIONS_MAX,
} from './limits.ts';
import type { RenderOptions } from './render.ts';

export type Row = APIActionRowComponent<APIButtonComponent | APIStringSelectComponent>;

/** Citations first, unless their sources are links; then what can be asked; then "Wrong?". */
export function renderRows(reply: Reply, options: RenderOptions): readonly Row[] {
  const citations = citationsOf(reply);
  const actions = reply.blocks.flatMap((block) => (block.kind === 'actions' ? block.actions : []));
  const buttons = actions.flatMap((action, index) => {
    const button = renderAction(action, index, citations, reply, options);
    return button ? [button] : [];
  });
  if (!options.hearsThreads) buttons.push(followUpButton(options.root));
  return [...(options.link ? [] : citationRows(citations)), ...buttonRows(buttons)];
}

/** Each citation once, by its mark. */
export function citationsOf(reply: Reply): readonly Citation[] {
  const all = reply.blocks.flatMap((block) => (block.kind === 'sources' ? block.citations : []));
  return [...new Map(all.map((citation) => [citation.mark, citation])).values()];
}

/** The texts behind `ask-kept` buttons, in order. */
export function textsToKeep(reply: Reply): readonly string[] {
  return reply.blocks.flatMap((block) =>
    block.kind === 'actions'
      ? block.actions.flatMap((action) => (action.kind === 'ask' ? [action.text] : []))
      : [],
  );
}

/** Few citations are buttons; many are a menu, which names them better than a wall of buttons would. */
function citationRows(citations: readonly Citation[]): readonly Row[] {
  if (citations.length <= ROW_BUTTONS_MAX) {
    return buttonRows(
      citations.flatMap((citation) => {
        const id = writeCustomId({ kind: 'cite', passage: citation }, `${citation.mark}`);
        return id === null ? [] : [button(id, `[${citation.mark}] ¶${citation.paragraph}`)];
      }),
    );
  }
  return chunks(citations, SELECT_OPTIONS_MAX).map((part, index) => ({
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: writeCustomId({ kind: 'cite-chosen' }, `${index}`) ?? '',
        placeholder: `Read a cited sentence: ${part[0]?.mark} to ${part.at(-1)?.mark}`,
        options: part.flatMap((citation) => {
          const value = writeChoice(citation.mark, citation);
          if (value.length > OPTION_MAX_CHARS || readChoice(value) === null) return [];
          const from = citation.outlet ?? citation.title;
          const description = shorten(citation.quote, OPTION_MAX_CHARS);
          return [
            {
              label: shorten(`[${citation.mark}] ${from} ¶${citation.paragraph}`, OPTION_MAX_CHARS),
              value,
              ...(description !== '' && { description }),
            },
          ];
        }),
      },
    ],
  }));
}

function renderAction(
  action: Action,
  index: number,
  citations: readonly Citation[],
  reply: Reply,
  options: RenderOptions,
): APIButtonComponent | null {
  const tag = `a${index}`;
  const write = (press: Press): string | null => writeCustomId(press, tag);
  switch (action.kind) {
    case 'ask': {
      const { root, key } = options;
      const kept = textsToKeep(reply).indexOf(action.text);
      const id =
        write({ kind: 'ask', root, text: action.text }) ??
        write({ kind: 'ask-kept', root, index: kept, key });
      return id === null ? null : button(id, action.label, ButtonStyle.Primary);
    }
    case 'cite': {
      const citation = citations.find(({ mark }) => mark === action.mark);
      const id = citation ? write({ kind: 'cite', passage: citation }) : null;
      return id === null ? null : button(id, action.label);
    }
    case 'wrong': {
      const id = write({ kind: 'wrong', key: options.key }) ?? write({ kind: 'wrong', key: '' });
      return id === null ? null : button(id, action.label);
    }
  }
}

function followUpButton(root: string | null): APIButtonComponent {
  const id = writeCustomId({ kind: 'follow-up', root }, '') ?? '';
  return button(id, 'Ask a follow-up', ButtonStyle.Success);
}

function button(
  custom_id: string,
  label: string,
  style: APIButtonComponentWithCustomId['style'] = ButtonStyle.Secondary,
): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style,
    custom_id,
    label: shorten(label, BUTTON_LABEL_MAX_CHARS) || '…',
  };
}

function buttonRows(buttons: readonly APIButtonComponent[]): readonly Row[] {
  return chunks(buttons, ROW_BUTTONS_MAX).map((components) => ({
    type: ComponentType.ActionRow,
    components,
  }));
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
