import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/answers/commands.ts';
import { toDiscordCommands, toSlackManifest } from '../../src/chat/commands.ts';

const names = COMMANDS.map(({ name }) => name);

describe('what Discord is told to register', () => {
  const commands = toDiscordCommands();

  it('is every command of the table and one message command', () => {
    expect(commands.map(({ name }) => name)).toEqual([...names, 'Look up this claim']);
  });

  it('keeps to Discord’s limits', () => {
    for (const command of commands) {
      if (!('options' in command)) continue;
      expect(command.name).toMatch(/^[a-z]{1,32}$/u);
      expect(command.description.length).toBeLessThanOrEqual(100);
      expect(JSON.stringify(command).length).toBeLessThanOrEqual(8_000);
      for (const option of command.options ?? []) {
        expect(option.name).toMatch(/^[a-z-]{1,32}$/u);
        expect(option.description.length).toBeLessThanOrEqual(100);
      }
      const required = (command.options ?? []).map((option) => option.required === true);
      expect(required).toEqual([...required].sort((a, b) => Number(b) - Number(a)));
    }
  });

  it('is the same each time, so that a change can be told from none', () => {
    expect(JSON.stringify(toDiscordCommands())).toBe(JSON.stringify(commands));
  });
});

describe('Slack’s manifest', () => {
  it('names every command of the table', () => {
    expect(toSlackManifest({ name: 'Muster', requestUrl: null })).toMatchObject({
      features: { slash_commands: names.map((name) => ({ command: `/${name}` })) },
      settings: { socket_mode_enabled: true },
    });
  });

  it('gives Slack an address for everything that it sends when it is not to use Socket Mode', () => {
    const requestUrl = 'https://muster.example/slack/events';
    expect(toSlackManifest({ name: 'Muster', requestUrl })).toMatchObject({
      features: { slash_commands: names.map(() => ({ url: requestUrl })) },
      settings: {
        socket_mode_enabled: false,
        event_subscriptions: { request_url: requestUrl },
        interactivity: { request_url: requestUrl },
      },
    });
  });
});
