import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Citation, PictureSpec, Reply } from '../../../src/answers/reply.ts';
import { type RenderOptions, renderSlack } from '../../../src/chat/slack/render.ts';
import { anyReply, KURSK } from '../../support/replies.ts';
import { problemsIn } from '../../support/slack/blocks.ts';
import { readMessage } from '../../support/slack/reading.ts';

const PLAIN: RenderOptions = { linkTo: null, files: new Map(), asked: null };
const LINKED: RenderOptions = {
  ...PLAIN,
  linkTo: ({ article, start, end }) => `https://read.example/${article}#${start}-${end}`,
};

function reply(...blocks: Block[]): Reply {
  return { blocks, abstained: false, summary: 'A summary' };
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', parts: [{ kind: 'text', text }] };
}

function shown(rendered: ReturnType<typeof renderSlack>): string {
  return rendered.map((message) => readMessage(message).shown).join('\n');
}

describe('what a message says', () => {
  it('shows every kind of block in words, with who said it, when, and the marks by their text', () => {
    const text = shown(renderSlack(KURSK, PLAIN));
    expect(text).toContain('Kursk');
    expect(text).toContain('⚠️ Nothing held is newer than about 11 Nov 2024.');
    expect(text).toContain('“tens of thousands of troops” to retake Kursk [1].');
    expect(text).toContain(
      'New York Times reported (about 10 Nov 2024): some 50,000 Russian and North Korean troops [2] (disputed)',
    );
    expect(text).toContain(
      'some 50,000 · Russian and North Korean troops · New York Times · 2024-11-10 [2]',
    );
    expect(text).toContain('about 11 Nov 2024: Ukraine still held Sudzha [3]');
    expect(text).toContain('Reported troops in Kursk: some 50,000');
    expect(text).toContain(
      '[1] ¶3 · [2] ¶4 · [3] ¶5 — Ukraine says Russia has massed troops, about 11 Nov 2024 (inferred)',
    );
  });

  it('fits a short answer into one message whose text begins with the summary', () => {
    const [message, ...more] = renderSlack(KURSK, PLAIN);
    expect(more).toEqual([]);
    expect(message?.text.split('\n')[0]).toBe(KURSK.summary);
    expect(message?.text).toContain('• New York Times reported (about 10 Nov 2024)');
  });

  it('says who asked what above an answer that stands in the channel', () => {
    const options = { ...PLAIN, asked: { user: 'U0ASKER', text: '/briefing <!here> *kursk*' } };
    const [message] = renderSlack(KURSK, options);
    expect(message?.blocks[0]).toEqual({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'user', user_id: 'U0ASKER' },
            { type: 'text', text: ' asked: ' },
            { type: 'text', text: '/briefing <!here> *kursk*', style: { italic: true } },
          ],
        },
      ],
    });
  });

  it('shows an uploaded picture with its alt text, and the alt text alone without one', () => {
    const picture: PictureSpec = { kind: 'figures', title: 'Troops', figures: [] };
    const answer = reply({ kind: 'picture', picture, alt: 'A chart of troops.' });
    const [drawn] = renderSlack(answer, { ...PLAIN, files: new Map([[picture, 'F012']]) });
    expect(drawn?.blocks).toEqual([
      { type: 'image', slack_file: { id: 'F012' }, alt_text: 'A chart of troops.' },
    ]);
    expect(shown(renderSlack(answer, PLAIN))).toContain('A chart of troops.');
  });
});

describe('citations', () => {
  it('lead into the reading room where there is one', () => {
    const rendered = renderSlack(KURSK, LINKED);
    const links = rendered.flatMap((message) => readMessage(message).links);
    expect(links).toContain('https://read.example/00112233445566aa#0-66');
    expect(JSON.stringify(rendered)).not.toContain('"cite:');
  });

  it('are shown by a button each where there is none', () => {
    const buttons = renderSlack(KURSK, PLAIN)
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) => (block.type === 'actions' ? block.elements : []));
    expect(buttons.map((each) => (each.type === 'button' ? each.text.text : each.type))).toEqual([
      'Show [1]',
      'Show [2]',
      'Show [3]',
      'Who said that?',
      'Wrong?',
    ]);
    expect(buttons[0]).toMatchObject({ value: '["00112233445566aa",0,66]' });
  });

  it('are never parted from the word before them', () => {
    const long: Block = {
      kind: 'paragraph',
      parts: Array.from({ length: 400 }, (_, index) => [
        { kind: 'text', text: ` Word${index} is the end of a sentence.` } as const,
        { kind: 'cite', marks: [(index % 9) + 1] } as const,
      ]).flat(),
    };
    const blocks = renderSlack(reply(long), LINKED).flatMap((message) => message.blocks);
    expect(blocks.length).toBeGreaterThan(2);
    for (const block of blocks) {
      expect(readMessage({ blocks: [block] }).shown).toMatch(/^Word\d+ is.* \[\d\]\n$/u);
    }
  });
});

describe('at a limit', () => {
  it.each([
    ['a heading of 150 characters is a header', 150, 'header'],
    ['a heading of 151 characters is a line in bold', 151, 'rich_text'],
  ])('%s', (_, length, type) => {
    const [message] = renderSlack(reply({ kind: 'heading', text: 'x'.repeat(length) }), PLAIN);
    expect(message?.blocks.map((block) => block.type)).toEqual([type]);
  });

  it('puts the 51st block into a second message, with the heading that heads it', () => {
    const blocks: Block[] = Array.from({ length: 49 }, () => paragraph('One.'));
    const rendered = renderSlack(
      reply(...blocks, { kind: 'heading', text: 'Then' }, paragraph('Two.')),
      PLAIN,
    );
    expect(rendered.map((message) => message.blocks.length)).toEqual([49, 2]);
  });

  it('cuts a long paragraph after a sentence', () => {
    const sentence = 'Russia had massed troops near the border, the ministry said. ';
    const blocks = renderSlack(reply(paragraph(sentence.repeat(100))), PLAIN).flatMap(
      (message) => message.blocks,
    );
    expect(blocks.length).toBeGreaterThan(1);
    for (const block of blocks) {
      expect(readMessage({ blocks: [block] }).shown.trimEnd()).toMatch(/said\.$/u);
    }
  });

  it('splits 26 buttons into two rows and cuts a label of 76 characters', () => {
    const actions = Array.from({ length: 26 }, (_, index) => ({
      kind: 'ask' as const,
      label: 'x'.repeat(76),
      text: `question ${index}`,
    }));
    const [message] = renderSlack(reply({ kind: 'actions', actions }), PLAIN);
    const rows = message?.blocks.map((block) =>
      block.type === 'actions' ? block.elements.length : 0,
    );
    expect(rows).toEqual([25, 1]);
    expect(problemsIn(message?.blocks, 'message')).toEqual([]);
  });
});

describe('what articles and people write', () => {
  it.each([
    '<!channel>',
    '<!here|here>',
    '<@U012ABC>',
    '<!subteam^S012>',
    '<!date^1^{date}|today>',
    '<https://evil.example|BBC>',
    '@everyone @here',
    '*bold* _it_ ~no~ `code`',
    '> quoted',
    '• bullet',
    ':smile:',
    'R&amp;D & <b>',
  ])('is shown as it is: %s', (text) => {
    const rendered = renderSlack(reply({ kind: 'heading', text }, paragraph(text)), PLAIN);
    expect(shown(rendered)).toBe(`${text}${text}\n`);
    expect(rendered.flatMap((message) => readMessage(message).pings)).toEqual([]);
    expect(rendered.flatMap((message) => readMessage(message).links)).toEqual([]);
  });

  it.each(['javascript:alert(1)', 'slack://open', 'not an address', ''])(
    'makes no link of %j',
    (url) => {
      const [first] = KURSK.blocks.flatMap((block) =>
        block.kind === 'sources' ? block.citations : [],
      );
      const citations = [{ ...(first as Citation), url }];
      const [message] = renderSlack(reply({ kind: 'sources', citations }), PLAIN);
      expect(readMessage(message ?? {}).links).toEqual([]);
    },
  );
});

describe('any reply', () => {
  const hostile = fc.constantFrom(
    '@everyone ',
    '<!channel>',
    '<@U1>',
    '```',
    '&',
    '\u202Eright to left',
    'مرحبا بالعالم ',
    'שלום ',
    '👩‍👩‍👧‍👦',
    'e\u0301'.repeat(200),
    'x'.repeat(10_000),
    'слово '.repeat(1_700),
    '"\\'.repeat(500),
    '\uD800',
    '\u0000',
    '\n',
    ' ',
    '',
  );
  const words = fc
    .array(fc.oneof(hostile, fc.string()), { maxLength: 8 })
    .map((all) => all.join(''));
  const extra: fc.Arbitrary<Block> = fc.oneof(
    words.map((text) => paragraph(text)),
    words.map(
      (alt): Block => ({
        kind: 'picture',
        picture: { kind: 'figures', title: alt, figures: [] },
        alt,
      }),
    ),
    fc.array(fc.record({ label: words, text: words }), { maxLength: 30 }).map(
      (asks): Block => ({
        kind: 'actions',
        actions: [
          ...asks.map((ask) => ({ kind: 'ask' as const, ...ask })),
          { kind: 'cite', label: 'Show', mark: 1 },
          { kind: 'wrong', label: 'Wrong?' },
        ],
      }),
    ),
  );
  const any = fc
    .tuple(anyReply, fc.array(extra, { maxLength: 4 }))
    .map(([base, more]): Reply => ({ ...base, blocks: [...more, ...base.blocks, ...more] }));

  it.each([
    ['with buttons', PLAIN],
    ['with links', LINKED],
  ])('is taken by Slack, pings nobody and keeps every citation, %s', (_, options) => {
    fc.assert(
      fc.property(any, (answer) => {
        const rendered = renderSlack(answer, options);
        for (const message of rendered) {
          expect(problemsIn(message.blocks, 'message')).toEqual([]);
          expect(Buffer.byteLength(JSON.stringify(message.blocks))).toBeLessThan(13_200);
          expect(message.text.length).toBeLessThanOrEqual(4_000);
          expect(message.text).not.toBe('');
          const { pings, links } = readMessage(message);
          expect(pings).toEqual([]);
          expect(links.filter((link) => !link.startsWith('https://read.example/'))).toEqual([]);
        }
        const text = shown(rendered);
        for (const [mark, count] of marksOf(answer)) {
          expect(text.split(`[${mark}]`).length - 1).toBeGreaterThanOrEqual(count);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('loses no letter of a long text', () => {
    fc.assert(
      fc.property(words, (text) => {
        const ink = (all: string): string =>
          all.toWellFormed().replaceAll(/[\s\p{Cc}\p{Bidi_Control}\u{E0000}-\u{E007F}]/gu, '');
        expect(ink(shown(renderSlack(reply(paragraph(text)), PLAIN)))).toBe(ink(text));
      }),
      { numRuns: 60 },
    );
  });
});

/** How often each mark is to be read: where it is cited, and in the sources. */
function marksOf(answer: Reply): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  const count = (marks: readonly number[]): void => {
    for (const mark of marks) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  };
  for (const block of answer.blocks) {
    switch (block.kind) {
      case 'paragraph':
      case 'notice':
        for (const part of block.parts) if (part.kind === 'cite') count(part.marks);
        break;
      case 'claim':
        for (const part of block.what) if (part.kind === 'cite') count(part.marks);
        break;
      case 'figures':
        for (const row of block.rows) count(row.marks);
        break;
      case 'timeline':
        for (const { parts } of block.entries) {
          for (const part of parts) if (part.kind === 'cite') count(part.marks);
        }
        break;
      case 'sources':
        count(block.citations.map(({ mark }) => mark));
        break;
      case 'heading':
      case 'picture':
      case 'actions':
        break;
    }
  }
  return counts;
}
