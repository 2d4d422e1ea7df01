import { describe, expect, it } from 'vitest';
import { parse } from '../attribution/read.ts';

/** The tag that a word of the text has. */
const tagOf = (text: string, word: string) =>
  parse(text)
    .sentences.flatMap(({ tokens }) => tokens)
    .find(({ text: own }) => own === word)?.tag;

describe('a form in -ed', () => {
  it.each([
    ['argued', 'After Vella argued that the road was open, the convoy left.'],
    ['declined', 'Borg declined to say whether the bridge was held.'],
    ['implied', 'The colonel conceded the loss but implied that it was small.'],
    ['attacked', 'Borg welcomed the truce and attacked those who had delayed it.'],
    ['included', 'He read out a list that included three brigades.'],
    ['appeared', 'The ministry showed a map that appeared to answer the charge.'],
    ['promised', 'Vella promised Sunday at a rally in Gozo to send more boats.'],
    ['cited', 'In reply, Borg cited several examples of help his unit had received.'],
    ['accused', 'Vella, who commands the fleet, on Tuesday accused the council of delay.'],
    ['concluded', 'It was a raid that army investigators concluded was badly planned.'],
    ['threatened', 'In interviews, several threatened to leave the front.'],
    ['made', 'The tone that prevailed for most of the evening made the talks short.'],
  ])('is the past “%s” of “%s”', (word, text) => {
    expect(tagOf(text, word)).toBe('VBD');
  });

  it.each([
    ['deployed', 'Troops deployed as part of the plan are short of fuel.'],
    ['released', 'A survey released this week found little support.'],
    ['called', 'They took a ridge called the Anvil before dawn.'],
    ['released', 'A study released on Monday by the institute found heavy losses.'],
    ['taken', 'Pictures taken last week reached the ministry.'],
    ['held', 'After talks held in Geneva, the envoys left.'],
    ['sent', 'A letter sent on Monday said the pass was closed.'],
  ])('is the participle “%s” of “%s”', (word, text) => {
    expect(tagOf(text, word)).toBe('VBN');
  });

  it('describes the noun behind an article', () => {
    expect(tagOf('The vote of a divided Security Council came late.', 'divided')).not.toBe('VBD');
  });
});

describe('a word that is noun and verb', () => {
  it.each([
    ['plans', 'The mayor had their plans to leave.', 'NNS'],
    ['state', 'Reports from the coast state that the garrison has left.', 'VBP'],
    ['Reports', 'Reports from the coast state that the garrison has left.', 'NNS'],
    ['Analysts', 'Analysts at the Nairobi Institute believe so.', 'NNS'],
    ['state', 'Officials from the coast state said that the garrison has left.', 'NN'],
  ])('“%s” in “%s” is %s', (word, text, tag) => {
    expect(tagOf(text, word)).toBe(tag);
  });
});
