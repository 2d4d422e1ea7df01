import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { readKnown } from '../../src/corpus/known.ts';
import { isReadable, readText } from '../../src/corpus/read.ts';

const PARAGRAPHS = [
  'Two armoured columns left the northern garrison on Tuesday, three officials said, and were seen on the coastal road by evening.',
  'The governor, Ana Prado, told reporters that the road was closed & that no more than 500 people had left the city since Monday.',
  'Nothing in the order that the ministry published names a brigade, but a station in the north reported that two of them had moved.',
];

const PAGE = `<!doctype html><html lang="en"><head><title>Army columns leave garrison - Harbour Gazette</title>
<meta property="og:title" content="Army columns leave garrison">
<meta property="og:site_name" content="Harbour Gazette">
<meta property="article:published_time" content="2023-05-05T08:00:00Z">
<link rel="canonical" href="https://gazette.example/army">
<script>window.stolen = document.cookie; document.write('<p>forged</p>')</script></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Army columns leave garrison</h1>
<figure><img src="x.jpg" onerror="alert(1)"><figcaption>A tank. Photo: Ana Prado</figcaption></figure>
<p>${PARAGRAPHS[0]}</p>
<p>${PARAGRAPHS[1]?.replace('&', '&amp;')}</p>
<p>${PARAGRAPHS[2]}</p><script>alert('forged')</script></article>
<aside><p>Sign up for our newsletter</p></aside>
<footer>© 2023 Harbour Gazette</footer></body></html>`;

describe('readText', () => {
  it('takes a text file as it is', () => {
    const text = 'One.\r\n\r\n  Two &amp; <b>three</b>.\n';
    expect(readText(Buffer.from(text), 'a.txt')).toEqual({ text, known: {} });
  });

  it('reduces a web page to its article and what it says of itself', () => {
    const read = readText(Buffer.from(PAGE), 'army.HTML');
    expect(read).toEqual({
      text: expect.stringContaining(PARAGRAPHS.join('\n\n')),
      known: {
        headline: 'Army columns leave garrison',
        published: '2023-05-05',
        outlet: 'Harbour Gazette',
        url: 'https://gazette.example/army',
      },
    });
    expect(read).not.toMatchObject({
      text: expect.stringMatching(/forged|newsletter|<|Photo|Home/),
    });
  });

  it('reads a page’s linked data where it has no meta tags', () => {
    const data = {
      '@graph': [
        { '@type': 'WebSite', name: 'x' },
        {
          '@type': 'NewsArticle',
          headline: 'Columns leave',
          datePublished: '2023-05-06T01:00:00+02:00',
          publisher: { name: 'Harbour Gazette' },
        },
      ],
    };
    const page = `<html><head><script type="application/ld+json">${JSON.stringify(data)}</script></head><body>${PARAGRAPHS.map((text) => `<p>${text}</p>`).join('')}</body></html>`;
    expect(readText(page, 'a.html')).toMatchObject({
      known: { headline: 'Columns leave', published: '2023-05-06', outlet: 'Harbour Gazette' },
    });
  });

  it('reduces Markdown to its prose and believes its front matter', () => {
    const markdown = `---\ntitle: "Army columns leave"\ndate: 2023-05-05\nsource: Harbour Gazette\nurl: https://gazette.example/a\n---\n# Army *columns* leave\n\nTwo [columns](https://x.example) left\nthe **garrison** &amp; the \`coast\`.\n\n- One went north.\n- One went south.\n\n> It is “over”.\n\n![a tank](tank.png)\n\n\`\`\`\ncode\n\`\`\`\n`;
    expect(readText(markdown, 'a.md')).toEqual({
      text: [
        'Army columns leave',
        'Two columns left the garrison & the coast.',
        'One went north.',
        'One went south.',
        'It is “over”.',
      ].join('\n\n'),
      known: {
        headline: 'Army columns leave',
        published: '2023-05-05',
        outlet: 'Harbour Gazette',
        url: 'https://gazette.example/a',
      },
    });
  });

  it('says so when a page holds no text', () => {
    expect(readText('<html><body><script>1</script></body></html>', 'a.html')).toEqual({
      problem: 'It holds no article text.',
    });
  });

  it('reads a page nested past all sense', () => {
    const page = `<html><body>${'<div>'.repeat(3000)}<p>${PARAGRAPHS[0]}</p>${'</div>'.repeat(3000)}</body></html>`;
    expect(readText(page, 'a.html')).toMatchObject({
      text: expect.stringContaining('Two armoured columns'),
    });
  });

  it.each([
    ['a.txt', true],
    ['b.HTM', true],
    ['c.md', true],
    ['d.pdf', false],
    ['e.json', false],
  ])('%s is read: %s', (name, isRead) => {
    expect(isReadable(name)).toBe(isRead);
  });
});

describe('readKnown', () => {
  it('takes what is known and leaves other fields alone', () => {
    const json = '{"published":"2023-05-05T08:00:00Z","outlet":" CNN ","headline":null,"id":7}';
    expect(readKnown(json)).toEqual({ published: '2023-05-05', outlet: 'CNN' });
  });

  it.each([
    ['{', 'It is not valid JSON, so what it says of its article is left out.'],
    [
      '{"published":"yesterday"}',
      'In it, published is wrong (must begin with a day, as 2024-11-12), so it is left out.',
    ],
  ])('says what is wrong with %s', (json, problem) => {
    expect(readKnown(json)).toEqual({ problem });
  });
});
