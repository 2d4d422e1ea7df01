import type { AttachedFile, Download, OpenedFile, OpenFile } from '../port.ts';
import { type Calls, refusal } from './calls.ts';

/** docs.slack.dev/reference/objects/file-object, as far as it is read. */
export type SlackFile = {
  readonly id?: string | undefined;
  readonly name?: string | null | undefined;
  readonly title?: string | null | undefined;
  readonly mimetype?: string | undefined;
  readonly size?: number | undefined;
  readonly mode?: string | undefined;
  readonly is_external?: boolean | undefined;
  /** Of a file of another workspace: what Slack tells only when it is asked, and what it tells nobody. */
  readonly file_access?: string | undefined;
  readonly url_private_download?: string | undefined;
};

export function toFile(file: SlackFile): AttachedFile {
  const name = file.name ?? file.title ?? '';
  return {
    id: file.id ?? '',
    name,
    type: file.mimetype ?? null,
    bytes: file.size ?? null,
    url: file.url_private_download ?? null,
    problem: whyNot(file),
  };
}

/** Why Slack will not hand a file over; null for one that it may. */
function whyNot({ mode, file_access: access, is_external: isExternal }: SlackFile): string | null {
  if (mode === 'tombstone' || access === 'file_not_found') return GONE;
  if (access === 'access_denied') return 'The workspace that it comes from does not share it.';
  if (mode === 'hidden_by_limit')
    return 'Slack hides it, since it is older than what the workspace’s plan shows.';
  if (isExternal || mode === 'external')
    return 'It is kept outside Slack: attach the file itself, or add its address.';
  return null;
}

const GONE = 'Slack does not have it any more; attach it again.';
const SCOPE_IS_MISSING =
  'Slack keeps it from Muster, whose token lacks the scope files:read. Whoever runs Muster adds that under "OAuth & Permissions" at api.slack.com/apps and installs the app again.';

export type OpenFilesOptions = {
  readonly calls: Calls;
  readonly botToken: string;
  /** As in `CallOptions`. */
  readonly apiUrl: string | undefined;
  /** Null where none can be fetched. */
  readonly download: Download | null;
};

/** Fetches files with the bot's token, which goes to Slack's own host of files and to no other. */
export function openFiles({ calls, botToken, apiUrl, download }: OpenFilesOptions): OpenFile {
  const origins = originsOf(apiUrl);
  const headers = { authorization: `Bearer ${botToken}` };

  const lookUp = async (file: AttachedFile): Promise<AttachedFile> => {
    try {
      const { file: found } = await calls.repeat((client) => client.files.info({ file: file.id }));
      return toFile(found ?? {});
    } catch (thrown) {
      return { ...file, problem: toProblem(refusal(thrown)) };
    }
  };

  return async (file) => {
    const known = file.url === null ? await lookUp(file) : file;
    const { url, problem } = known;
    if (problem !== null) return { problem };
    if (download === null || url === null) return { problem: 'Slack gave no address for it.' };
    if (!URL.canParse(url) || !origins.includes(new URL(url).origin))
      return { problem: 'Its address is not on Slack’s own host, so it was not fetched.' };
    const got = await download({ url, origins, headers });
    switch (got.kind) {
      case 'full':
        return isSignInPage(got, known) ? { problem: SCOPE_IS_MISSING } : opened(got.bytes, known);
      // Slack sends whoever it does not know to the workspace's page for signing in.
      case 'elsewhere':
        return { problem: SCOPE_IS_MISSING };
      case 'failed':
        return { problem: got.status === 404 ? GONE : got.problem };
    }
  };
}

function opened(bytes: Uint8Array, { name, type }: AttachedFile): OpenedFile {
  return { bytes, name, type };
}

/** slack.com's files lie on files.slack.com, those of GovSlack on its own; a proxy or test server has one host for all. */
function originsOf(apiUrl: string | undefined): readonly string[] {
  if (apiUrl === undefined) return ['https://files.slack.com'];
  const { hostname, origin } = new URL(apiUrl);
  return [`https://files.${hostname}`, origin];
}

/** github.com/vercel/eve/pull/1531: without the scope Slack answers 200 with a page for signing in. */
function isSignInPage(
  { bytes, type }: { readonly bytes: Uint8Array; readonly type: string },
  file: AttachedFile,
): boolean {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200)).trimStart();
  // Proxies on the way drop the type now and then.
  const isTypeLost = type === '' && /^<(?:!doctype html|html)\b/iu.test(head);
  const mayBeHtml = isTypeLost || file.type === 'text/html' || /\.html?$/iu.test(file.name);
  const isWhole = bytes.length === file.bytes;
  return (type === 'text/html' || isTypeLost) && !(mayBeHtml && isWhole);
}

function toProblem(refused: string | null): string {
  switch (refused) {
    case null:
      return 'Slack did not answer when it was asked for it; try again.';
    case 'missing_scope':
      return SCOPE_IS_MISSING;
    case 'file_not_found':
    case 'file_deleted':
      return GONE;
    default:
      return `Slack does not hand it over (${refused}).`;
  }
}
