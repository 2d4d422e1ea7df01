import type { Context } from 'hono';
import { html } from 'hono/html';
import type { AttachedFile, OpenFile } from '../chat/port.ts';
import type { Html } from './html.ts';

/** What a form brought, and what opens it. */
export type Brought = {
  readonly files: readonly AttachedFile[];
  readonly open: OpenFile;
  readonly nonce: string;
};

/** Reads a form with files; an empty field of it counts as none. */
export async function readFiles(context: Context): Promise<Brought> {
  const form = await context.req.parseBody({ all: true });
  const given = [form.file ?? []].flat().filter((file) => file instanceof File && file.name !== '');
  const byId = new Map((given as File[]).map((file, at) => [String(at), file]));
  return {
    files: [...byId].map(([id, { name, type, size }]) => ({
      ...{ id, name, bytes: size, url: null, problem: null },
      type: type === '' ? null : type,
    })),
    async open({ id }) {
      const file = byId.get(id);
      return file
        ? { bytes: new Uint8Array(await file.arrayBuffer()) }
        : { problem: 'It did not come with the form; choose it again.' };
    },
    nonce: String(form.nonce ?? ''),
  };
}

/** Opens at a drop on the page, too. */
export function renderAdding(nonce: string): Html {
  return html`<details class="adding" data-takes-files>
    <summary>Add articles</summary>
    <form method="post" action="/add" enctype="multipart/form-data" data-asks>
      <input type="hidden" name="nonce" value="${nonce}">
      <label for="files">Text files, to be read into what answers are cut from</label>
      <div class="field">
        <input id="files" name="file" type="file" multiple accept=".txt,.text,.md,.markdown,.html,.htm,text/plain,text/markdown,text/html" aria-describedby="files-hint" required>
        <button>Add</button>
      </div>
      <p class="hint" id="files-hint">Choose them or drop them here: .txt, .md or .html.</p>
    </form>
  </details>`;
}
