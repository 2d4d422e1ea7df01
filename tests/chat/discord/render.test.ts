import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Citation, Reply } from '../../../src/answers/reply.ts';
import { readChoice, readCustomId } from '../../../src/chat/discord/custom-id.ts';
import { escapeMarkdown } from '../../../src/chat/discord/escape.ts';
import {
  type DiscordMessage,
  type RenderOptions,
  renderDiscord,
  withoutPictures,
} from '../../../src/chat/discord/render.ts';
import { anyReply, marksIn } from '../../support/any-reply.ts';
import { checkMessage } from '../../support/discord/check-message.ts';

const OPTIONS: RenderOptions = {
  key: 'discord:1234567890123456789',
  root: null,
  hearsThreads: false,
  link: null,
};
const link = (citation: Citation) =>
  `https://desk.example/articles/${citation.article}?at=${citation.start}-${citation.end}`;

const CITATION: Citation = {
  mark: 1,
  article: '0123456789abcdef',
  origin: 'a.txt',
  start: 120,
  end: 188,
  quote: 'Two brigades moved towards the border on Monday.',
  paragraph: 9,
  title: 'Brigades move (again)',
  outlet: 'The Gazette',
  published: '3 Feb 2023',
  url: 'https://gazette.example/a',
  claim: '0123456789abcdef-01',
};

function reply(...blocks: Block[]): Reply {
  return { blocks, abstained: false, summary: 'Two brigades moved' };
}

function checkAll(messages: readonly DiscordMessage[]): (string | null)[] {
  return messages.map(({ pictures, ...body }) =>
    checkMessage(
      {
        content: body.content,
        embeds: [...body.embeds],
        components: [...body.components],
        attachments: pictures.map(({ name, alt }, id) => ({
          id,
          filename: name,
          description: alt,
        })),
      },
      pictures.map(({ name }) => name),
    ),
  );
}

function textOf(messages: readonly DiscordMessage[]): string {
  return messages
    .flatMap(({ content, embeds }) => [
      content,
      ...embeds.flatMap(({ title, description }) => [title ?? '', description ?? '']),
    ])
    .join('\n');
}

/** Citations that a reader can open by a button or a menu. */
function opened(messages: readonly DiscordMessage[]): string[] {
  return messages.flatMap(({ components }) =>
    components.flatMap((row) =>
      row.components.flatMap((component) => {
        if (!('custom_id' in component)) return [];
        if ('options' in component) {
          return component.options.map(({ value }) => JSON.stringify(readChoice(value)));
        }
        const press = readCustomId(component.custom_id);
        return press?.kind === 'cite' ? [JSON.stringify(press.passage)] : [];
      }),
    ),
  );
}

describe('renderDiscord', () => {
  it('puts the heading above the text, the sources below it, and the summary where notifications show it', () => {
    const [message, ...rest] = renderDiscord(
      reply(
        { kind: 'heading', text: 'Briefing: Sumy' },
        {
          kind: 'claim',
          who: 'Kyrylo Budanov',
          verb: 'said',
          via: 'the Financial Times',
          when: '3 Feb 2023',
          what: [
            { kind: 'text', text: 'some ' },
            { kind: 'strong', text: '50,000 troops' },
            { kind: 'text', text: ' were massed ' },
            { kind: 'cite', marks: [1] },
          ],
          standing: ['disputed'],
        },
        { kind: 'sources', citations: [CITATION, { ...CITATION, mark: 2, paragraph: 11 }] },
      ),
      { ...OPTIONS, link, hearsThreads: true },
    );
    expect(rest).toEqual([]);
    expect(message?.content).toBe('Two brigades moved');
    expect(message?.embeds[0]?.title).toBe('Briefing: Sumy');
    expect(message?.embeds[0]?.description).toBe(
      [
        '• **Kyrylo Budanov** said (via the Financial Times; 3 Feb 2023): some **50,000 troops** were massed\u00A0\\[1\\] · disputed',
        '',
        '**Sources**',
        '\\[1\\] [¶9](https://desk.example/articles/0123456789abcdef?at=120-188) · \\[2\\] [¶11](https://desk.example/articles/0123456789abcdef?at=120-188) — The Gazette: Brigades move (again), 3 Feb 2023 · [original](https://gazette.example/a)',
      ].join('\n'),
    );
    expect(message?.components).toEqual([]);
  });

  it('says once what heading and summary have in common, and parts claims from what follows', () => {
    const claim = {
      kind: 'claim',
      who: 'Ann',
      verb: 'said',
      via: null,
      when: '',
      standing: [],
    } as const;
    const what = [{ kind: 'text', text: 'no' }] as const;
    const [message] = renderDiscord(
      reply(
        { kind: 'heading', text: 'Two brigades moved' },
        { ...claim, what },
        { ...claim, what },
        { kind: 'paragraph', parts: [{ kind: 'text', text: 'Reports differ.' }] },
      ),
      OPTIONS,
    );
    expect(message?.content).toBe('Two brigades moved');
    expect(message?.embeds[0]?.title).toBeUndefined();
    expect(message?.embeds[0]?.description).toBe(
      '• **Ann** said: no\n• **Ann** said: no\n\nReports differ.',
    );
  });

  it('says a notice once that the summary begins', () => {
    const text = `Nothing held mentions Atlantis. ${'Ask for a place that the articles name. '.repeat(4)}`;
    const [message] = renderDiscord(
      {
        blocks: [{ kind: 'notice', tone: 'warning', parts: [{ kind: 'text', text }] }],
        abstained: true,
        summary: text.slice(0, 150),
      },
      OPTIONS,
    );
    expect(message).toMatchObject({ content: `⚠️ ${text.trim()}`, embeds: [] });
  });

  it('shows pictures together, while there is room for their words as well', () => {
    const pictures = (alt: string) =>
      renderDiscord(
        reply(
          { kind: 'paragraph', parts: [{ kind: 'text', text: 'Reports differ. '.repeat(250) }] },
          ...['Troops', 'Vehicles'].map(
            (title): Block => ({
              kind: 'picture',
              picture: { kind: 'figures', title, figures: [] },
              alt,
            }),
          ),
        ),
        OPTIONS,
      ).map((message) => message.pictures.length);
    expect(pictures('10,000 by one, 50,000 by another')).toEqual([2]);
    expect(pictures('10,000 by one. '.repeat(70))).toEqual([1, 1]);
  });

  it('shows cited sentences by button where there is no reading room', () => {
    const messages = renderDiscord(reply({ kind: 'sources', citations: [CITATION] }), OPTIONS);
    expect(opened(messages)).toEqual(['{"article":"0123456789abcdef","start":120,"end":188}']);
  });

  it('keeps a question too long for a button with the row of the post', () => {
    const text = 'and what about the northern border? '.repeat(10);
    const messages = renderDiscord(
      reply({ kind: 'actions', actions: [{ kind: 'ask', label: 'More', text }] }),
      { ...OPTIONS, hearsThreads: true },
    );
    const [button] = messages[0]?.components[0]?.components ?? [];
    expect(button && 'custom_id' in button && readCustomId(button.custom_id)).toEqual({
      kind: 'ask-kept',
      root: null,
      index: 0,
      key: OPTIONS.key,
    });
  });

  it('says in words what a picture shows when it cannot be drawn', () => {
    const [message] = renderDiscord(
      reply({
        kind: 'picture',
        picture: { kind: 'figures', title: 'Troops', figures: [] },
        alt: '10,000 by one, 50,000 by another',
      }),
      OPTIONS,
    );
    expect(message?.pictures).toHaveLength(1);
    const bare = message && withoutPictures(message);
    expect(bare?.pictures).toEqual([]);
    expect(bare?.embeds[0]?.description).toBe('10,000 by one, 50,000 by another');
    expect(bare?.embeds[0]?.image).toBeUndefined();
  });

  it('takes no address that is not of the web', () => {
    const citations = [{ ...CITATION, url: 'javascript:alert(1)' }];
    expect(textOf(renderDiscord(reply({ kind: 'sources', citations }), OPTIONS))).not.toContain(
      'alert',
    );
  });

  it('holds every limit, pings nobody, forges nothing and loses no citation, whatever the reply', () => {
    fc.assert(
      fc.property(anyReply, fc.boolean(), (any, isLinked) => {
        const messages = renderDiscord(any, { ...OPTIONS, link: isLinked ? link : null });
        expect(messages.length).toBeGreaterThan(0);
        expect(checkAll(messages)).toEqual(messages.map(() => null));
        expect(checkAll(messages.map(withoutPictures))).toEqual(messages.map(() => null));

        const text = textOf(messages);
        expect(text).not.toMatch(/@(?:everyone|here)|[\u202A-\u202E\u2066-\u2069]/u);
        // Every angle bracket, tick and bar is escaped; every link is one of ours or a source's own.
        const bare = text.replaceAll(/\\[\s\S]/gu, '');
        expect(withoutLinks(bare)).not.toMatch(/[<>`|~_#]|https?:\/\//u);

        for (const mark of marksIn(any)) expect(text).toContain(`\\[${mark}\\]`);
        const ways = new Set(opened(messages));
        for (const block of any.blocks) {
          if (block.kind !== 'sources') continue;
          for (const citation of block.citations) {
            const { article, start, end } = citation;
            expect(text).toMatch(new RegExp(`\\\\\\[${citation.mark}\\\\\\] `, 'u'));
            if (isLinked) expect(text).toContain(link(citation));
            else expect(ways).toContain(JSON.stringify({ article, start, end }));
          }
        }
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});

/** Takes out `](address)`, as the renderer writes links. */
function withoutLinks(text: string): string {
  return text.replaceAll(/\]\(https?:\/\/[^\s()]+\)/gu, ']');
}

describe('escapeMarkdown', () => {
  it.each([
    ['@everyone', '@\u200Beveryone'],
    ['<@123>', '\\<@\u200B123\\>'],
    ['<t:1:R>', '\\<t\\:1\\:R\\>'],
    ['https://evil.example', 'https\\://evil.example'],
    [':smile: he said: no', '\\:smile: he said: no'],
    ['a\n> b', 'a \\> b'],
    ['1. one - two', '1\\. one \\- two'],
    ['U.S. troops, 1.5 million', 'U.S. troops, 1.5 million'],
    ['discord.gg/x', 'discord\\.gg/x'],
    ['\u202Eevil', 'evil'],
    ['seen\u{E0068}\u{E0069}', 'seen'],
  ])('shows %j as it is', (given, expected) => {
    expect(escapeMarkdown(given)).toBe(expected);
  });
});
