import { expect, it, test } from 'vitest';
import { PlainError, toFault } from '../src/faults.ts';
import { openLog } from '../src/log.ts';

/** A log as a person at a terminal sees it. */
function openTerminal() {
  const lines: string[] = [];
  const log = openLog('info', { fd: 1, isTTY: true, write: (line) => lines.push(line) });
  return { log, lines };
}

it('says at a terminal what happens in plain lines', () => {
  const { log, lines } = openTerminal();
  log.info({ articles: 5 }, 'Muster is ready at http://127.0.0.1:8080');
  log.warn('seeds/empty.txt is empty.');
  log.debug('Nobody asked for this.');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(
    /^\d\d:\d\d:\d\d Muster is ready at http:\/\/127\.0\.0\.1:8080 \(articles: 5\)\n$/,
  );
  expect(lines[1]).toMatch(/^\d\d:\d\d:\d\d warn: seeds\/empty\.txt is empty\.\n$/);
});

test('a mistake that a person can mend is one line, without a stack', () => {
  const { log, lines } = openTerminal();
  const { words, reference } = toFault(log, 'reading a feed', new PlainError('It has no items.'));
  expect(words).toBe('It has no items.');
  expect(lines.join('')).toMatch(
    new RegExp(`warn: reading a feed failed: It has no items\\. \\(reference: ${reference}\\)\\n$`),
  );
  expect(lines.join('').trim()).not.toContain('\n');
});

test('a fault is an error with its stack, and its words to others are a reference alone', () => {
  const { log, lines } = openTerminal();
  const { words, reference } = toFault(log, 'drawing', new TypeError('x is not a function'));
  expect(words).toContain(reference);
  expect(words).not.toContain('not a function');
  expect(lines.join('')).toMatch(
    /error: drawing failed[\s\S]*TypeError: x is not a function\n\s+at /,
  );
});

test('no line drives the terminal, whatever a file or an article is called', () => {
  const { log, lines } = openTerminal();
  log.warn({ outlet: 'Ga\u009Bzette' }, 'Read news/a\u001B[2J\nMuster is ready.txt.');
  toFault(log, 'reading', new TypeError('no \u001B]0;title\u0007'));
  expect(lines[0]).toContain('warn: Read news/a [2J Muster is ready.txt. (outlet: Ga zette)');
  expect(lines.join('')).not.toMatch(/(?!\n)\p{Cc}/u);
});
