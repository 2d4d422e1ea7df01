import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Asset = { readonly type: string; readonly body: string | Uint8Array<ArrayBuffer> };

export type Assets = {
  /** Changes when any of them changes. */
  readonly version: string;
  find(name: string): Asset | null;
};

const HERE = dirname(fileURLToPath(import.meta.url));
const STYLES = ['base.css', 'channel.css', 'reply.css', 'rooms.css'];
/** The families and the stylesheets of theirs that are served. */
const FONTS = [
  ['@fontsource-variable/source-serif-4', ['opsz.css', 'opsz-italic.css']],
  ['@fontsource-variable/inter', ['wght.css']],
] as const;

/** Reads style, script and typefaces once. Scripts are TypeScript, served without their types: what strips those is loaded when the first is asked for. */
export function openAssets(): Assets {
  const scripts = readdirSync(join(HERE, 'browser'))
    .filter((file) => file.endsWith('.ts'))
    .map((file): [string, string] => [file, readFileSync(join(HERE, 'browser', file), 'utf8')]);
  const fontFolders = FONTS.map(([name, sheets]) => ({
    folder: dirname(fileURLToPath(import.meta.resolve(`${name}/package.json`))),
    sheets,
  }));
  const fontSheets = fontFolders.flatMap(({ folder, sheets }) =>
    sheets.map((sheet) => readFileSync(join(folder, sheet), 'utf8')),
  );
  const styles = STYLES.map((file) => readFileSync(join(HERE, 'styles', file), 'utf8'));
  const sources = new Map(scripts);
  const css = [...fontSheets.map((sheet) => sheet.replaceAll('url(./files/', 'url(')), ...styles];
  const files = new Map<string, Asset>([
    ['page.css', { type: 'text/css; charset=utf-8', body: css.join('\n') }],
    ['icon.svg', { type: 'image/svg+xml', body: ICON }],
  ]);
  const hash = createHash('sha256');
  for (const source of sources.values()) hash.update(source);
  for (const { body } of files.values()) hash.update(body);
  const fontFiles = new Set(
    fontSheets.flatMap((sheet) => [...sheet.matchAll(FONT_FILE)].map(([, name]) => name)),
  );
  return {
    version: hash.digest('hex').slice(0, 12),
    find(name) {
      const script = sources.get(name);
      if (script !== undefined && !files.has(name))
        files.set(name, {
          type: 'text/javascript; charset=utf-8',
          body: stripTypeScriptTypes(script),
        });
      const file = files.get(name);
      if (file) return file;
      if (!fontFiles.has(name)) return null;
      for (const { folder } of fontFolders) {
        const path = join(folder, 'files', name);
        const body = readIfThere(path);
        if (body) return { type: 'font/woff2', body };
      }
      return null;
    },
  };
}

/** url(./files/inter-latin-wght-normal.woff2) */
const FONT_FILE = /url\(\.\/files\/([\w-]+\.woff2)\)/gu;

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b4f5c"/><path d="M7 24V9l9 9 9-9v15" fill="none" stroke="#fbfaf6" stroke-width="3.2" stroke-linejoin="round" stroke-linecap="round"/></svg>';

function readIfThere(path: string): Uint8Array<ArrayBuffer> | null {
  try {
    return new Uint8Array(readFileSync(path));
  } catch {
    return null;
  }
}
