/**
 * What Slack refuses in blocks, with messages as Slack words them. Limits from
 * docs.slack.dev/reference/block-kit; written apart from the renderer's, so that they check it.
 */
export type Surface = 'message' | 'modal' | 'home';

type Json = Record<string, unknown>;
type Complain = (path: string, problem: string) => void;

const SURFACES: Readonly<Record<string, readonly Surface[]>> = {
  actions: ['message', 'modal', 'home'],
  context: ['message', 'modal', 'home'],
  divider: ['message', 'modal', 'home'],
  header: ['message', 'modal', 'home'],
  image: ['message', 'modal', 'home'],
  input: ['message', 'modal', 'home'],
  rich_text: ['message', 'modal', 'home'],
  section: ['message', 'modal', 'home'],
};

/** Empty when Slack takes these blocks. */
export function problemsIn(
  blocks: unknown,
  surface: Surface,
  files?: ReadonlySet<string>,
): string[] {
  const problems: string[] = [];
  const complain: Complain = (path, problem) =>
    problems.push(`[ERROR] ${problem} [json-pointer:${path}]`);
  if (!Array.isArray(blocks)) {
    complain('/blocks', 'must provide an array');
    return problems;
  }
  const most = surface === 'message' ? 50 : 100;
  if (blocks.length > most) complain('/blocks', `no more than ${most} items allowed`);
  const ids = new Set<unknown>();
  for (const [index, block] of blocks.entries()) {
    const path = `/blocks/${index}`;
    if (!isJson(block) || !SURFACES[String(block.type)]?.includes(surface)) {
      complain(path, `unsupported type: ${isJson(block) ? block.type : typeof block}`);
      continue;
    }
    if (block.block_id !== undefined) {
      text(block.block_id, 1, 255, `${path}/block_id`, complain);
      if (ids.has(block.block_id)) complain(path, '`block_id` already exists for another block');
      ids.add(block.block_id);
    }
    checkBlock(block, path, complain, files);
  }
  return problems;
}

function checkBlock(
  block: Json,
  path: string,
  complain: Complain,
  files?: ReadonlySet<string>,
): void {
  switch (block.type) {
    case 'header':
      textObject(block.text, ['plain_text'], 150, `${path}/text`, complain);
      break;
    case 'section':
      if (block.text === undefined && block.fields === undefined) {
        complain(path, 'missing required field: text or fields');
      }
      if (block.text !== undefined) {
        textObject(block.text, ['plain_text', 'mrkdwn'], 3_000, `${path}/text`, complain);
      }
      list(block.fields ?? [], 0, 10, `${path}/fields`, complain, (field, at) =>
        textObject(field, ['plain_text', 'mrkdwn'], 2_000, at, complain),
      );
      if (block.accessory !== undefined) element(block.accessory, `${path}/accessory`, complain);
      break;
    case 'context':
      list(block.elements, 1, 10, `${path}/elements`, complain, (each, at) =>
        textObject(each, ['plain_text', 'mrkdwn'], 3_000, at, complain),
      );
      break;
    case 'actions': {
      const ids = new Set<unknown>();
      list(block.elements, 1, 25, `${path}/elements`, complain, (each, at) => {
        element(each, at, complain);
        const id = isJson(each) ? each.action_id : undefined;
        if (id !== undefined && ids.has(id)) complain(at, `\`action_id\` ${id} already exists`);
        ids.add(id);
      });
      break;
    }
    case 'image': {
      text(block.alt_text, 1, 2_000, `${path}/alt_text`, complain);
      const file = isJson(block.slack_file) ? block.slack_file.id : undefined;
      if (block.image_url === undefined && file === undefined) {
        complain(path, 'missing required field: image_url or slack_file');
      }
      if (file !== undefined && !files?.has(String(file))) {
        complain(`${path}/slack_file`, 'invalid slack file');
      }
      break;
    }
    case 'input':
      textObject(block.label, ['plain_text'], 2_000, `${path}/label`, complain);
      element(block.element, `${path}/element`, complain);
      break;
    case 'rich_text':
      list(block.elements, 1, 10_000, `${path}/elements`, complain, (each, at) =>
        richText(each, at, complain),
      );
      break;
  }
}

function element(value: unknown, path: string, complain: Complain): void {
  if (!isJson(value)) {
    complain(path, 'must provide an object');
    return;
  }
  if (value.action_id !== undefined) text(value.action_id, 1, 255, `${path}/action_id`, complain);
  switch (value.type) {
    case 'button':
      textObject(value.text, ['plain_text'], 75, `${path}/text`, complain);
      if (value.value !== undefined) text(value.value, 0, 2_000, `${path}/value`, complain);
      if (value.url !== undefined) text(value.url, 1, 3_000, `${path}/url`, complain);
      break;
    case 'static_select':
      list(value.options, 1, 100, `${path}/options`, complain, (option, at) => {
        if (!isJson(option)) return complain(at, 'must provide an object');
        textObject(option.text, ['plain_text'], 75, `${at}/text`, complain);
        text(option.value, 1, 150, `${at}/value`, complain);
      });
      break;
    case 'plain_text_input':
      if (typeof value.max_length === 'number' && value.max_length > 3_000) {
        complain(`${path}/max_length`, 'must be less than or equal to 3000');
      }
      break;
    default:
      complain(path, `unsupported type: ${value.type}`);
  }
}

function richText(value: unknown, path: string, complain: Complain): void {
  if (!isJson(value)) {
    complain(path, 'must provide an object');
    return;
  }
  if (value.type === 'rich_text_list') {
    if (value.style !== 'bullet' && value.style !== 'ordered') {
      complain(`${path}/style`, 'must be a valid enum value');
    }
    list(value.elements, 1, 10_000, `${path}/elements`, complain, (each, at) =>
      richText(each, at, complain),
    );
    return;
  }
  if (value.type !== 'rich_text_section' && value.type !== 'rich_text_quote') {
    complain(path, `unsupported type: ${value.type}`);
    return;
  }
  list(value.elements, 1, 10_000, `${path}/elements`, complain, (each, at) => {
    if (!isJson(each)) return complain(at, 'must provide an object');
    if (each.type === 'text') text(each.text, 1, 40_000, `${at}/text`, complain);
    else if (each.type === 'link') text(each.url, 1, 3_000, `${at}/url`, complain);
    else if (
      !['user', 'broadcast', 'usergroup', 'channel', 'emoji', 'date'].includes(String(each.type))
    ) {
      complain(at, `unsupported type: ${each.type}`);
    }
  });
}

function textObject(
  value: unknown,
  types: readonly string[],
  most: number,
  path: string,
  complain: Complain,
): void {
  if (!isJson(value) || !types.includes(String(value.type))) {
    complain(path, 'failed to match all allowed schemas');
    return;
  }
  text(value.text, 1, most, `${path}/text`, complain);
}

function text(value: unknown, least: number, most: number, path: string, complain: Complain): void {
  if (typeof value !== 'string') complain(path, 'must provide a string');
  else if (value.length < least) complain(path, `must be more than ${least - 1} characters`);
  else if (value.length > most) complain(path, `must be less than ${most + 1} characters`);
}

function list(
  value: unknown,
  least: number,
  most: number,
  path: string,
  complain: Complain,
  check: (each: unknown, path: string) => void,
): void {
  if (!Array.isArray(value)) {
    complain(path, 'must provide an array');
    return;
  }
  if (value.length < least) complain(path, `no fewer than ${least} items allowed`);
  if (value.length > most) complain(path, `no more than ${most} items allowed`);
  for (const [index, each] of value.entries()) check(each, `${path}/${index}`);
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
