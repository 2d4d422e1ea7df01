import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toSlackManifest } from '../../../src/chat/commands.ts';

const FILE = 'config/slack-manifest.json';

describe('the manifest in config/', () => {
  const written = readFileSync(FILE, 'utf8');

  it('is what the command table and the bot’s scopes and events make', () => {
    expect(JSON.parse(written)).toEqual(toSlackManifest({ name: 'Muster', requestUrl: null }));
  });

  it('asks for nothing that lets Muster write where it was not invited, or read people’s addresses', () => {
    expect(written).not.toMatch(
      /chat:write\.(?:public|customize)|users:read\.email|channels:join/u,
    );
  });
});
