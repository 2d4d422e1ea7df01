import {
  type APIModalInteractionResponseCallbackData,
  type APIModalSubmission,
  ComponentType,
  type ModalSubmitComponent,
  type ModalSubmitLabelComponent,
  TextInputStyle,
} from 'discord.js';
import { shorten } from './escape.ts';
import { MODAL_TEXT_MAX_CHARS, OPTION_MAX_CHARS, SELECT_OPTIONS_MAX } from './limits.ts';
import type { Post } from './posting.ts';

/** What a filled-in form means. */
export type Filled =
  | { readonly kind: 'follow-up'; readonly root: string | null; readonly text: string }
  | { readonly kind: 'wrong'; readonly claim: string | null; readonly text: string };

const TEXT = 'text';
const CLAIM = 'claim';

export function followUpForm(root: string | null): APIModalInteractionResponseCallbackData {
  return {
    custom_id: `follow-up|${root ?? ''}`,
    title: 'Ask a follow-up',
    components: [textField('Your question', 'how many? · who said that? · and in Kharkiv?', 1_000)],
  };
}

export function wrongForm(claims: Post['claims']): APIModalInteractionResponseCallbackData {
  // A claim cited twice is one choice.
  const options = [...new Map(claims.map((each) => [each.claim, each])).values()]
    .filter(({ claim }) => claim.length <= OPTION_MAX_CHARS)
    .slice(0, SELECT_OPTIONS_MAX);
  return {
    custom_id: 'wrong|',
    title: 'What is wrong with this answer?',
    components: [
      ...(options.length === 0
        ? []
        : [
            {
              type: ComponentType.Label as const,
              label: 'Which line is it?',
              description: 'Leave this empty for the answer as a whole.',
              component: {
                type: ComponentType.StringSelect as const,
                custom_id: CLAIM,
                required: false,
                options: options.map(({ claim, label }) => ({
                  label: shorten(label, OPTION_MAX_CHARS) || claim,
                  value: claim,
                })),
              },
            },
          ]),
      textField('What is wrong', 'What does the article say instead?', MODAL_TEXT_MAX_CHARS),
    ],
  };
}

/** Null for a form of somebody else, or of a version that is gone. */
export function readForm({ custom_id, components }: APIModalSubmission): Filled | null {
  const [kind, root = ''] = custom_id.split('|');
  const fields = components.flatMap((component) =>
    component.type === ComponentType.Label
      ? [(component as ModalSubmitLabelComponent).component]
      : [],
  );
  const text = textOf(fields.find((field) => field.custom_id === TEXT));
  const chosen = fields.find((field) => field.custom_id === CLAIM);
  switch (kind) {
    case 'follow-up':
      return { kind, root: root === '' ? null : root, text };
    case 'wrong':
      return {
        kind,
        claim: chosen && 'values' in chosen ? (chosen.values[0] ?? null) : null,
        text,
      };
    default:
      return null;
  }
}

function textOf(field: ModalSubmitComponent | undefined): string {
  return field?.type === ComponentType.TextInput ? field.value : '';
}

function textField(label: string, placeholder: string, max_length: number) {
  return {
    type: ComponentType.Label as const,
    label,
    component: {
      type: ComponentType.TextInput as const,
      custom_id: TEXT,
      style: TextInputStyle.Paragraph,
      required: true,
      max_length,
      placeholder,
    },
  };
}
