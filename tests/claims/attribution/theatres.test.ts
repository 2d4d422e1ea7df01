import { describe, expect, it } from 'vitest';
import { read } from './read.ts';

describe('sources of other theatres and decades', () => {
  it.each([
    {
      text: 'Colonel Aslanov told the Gazette in an interview on Sunday that his men would not withdraw from Lachin.',
      source: 'Colonel Aslanov',
      content: 'that his men would not withdraw from Lachin',
    },
    {
      text: 'The governor told a crowd in Gao, in the north, on Monday that the road was open.',
      source: 'The governor',
      content: 'that the road was open',
    },
    {
      text: 'The envoy said that, if attacked, his country would close the strait.',
      source: 'The envoy',
      content: 'that, if attacked, his country would close the strait',
    },
    {
      text: '“We are not leaving,” said Fatou Diallo, a baker in Gao, as lorries passed her shop.',
      source: 'Fatou Diallo, a baker in Gao',
      content: '“We are not leaving,”',
    },
    {
      text: 'The envoy, whom Vella had called a liar, said the talks would go on.',
      source: 'Vella',
      content: 'a liar',
    },
    {
      text: 'The talks, Baku insists, were never about prisoners.',
      source: 'Baku',
      content: 'The talks … were never about prisoners',
    },
    {
      text: 'The convoy had no escort, the harbour master said, and had waited two days for fuel.',
      source: 'the harbour master',
      content: 'The convoy had no escort … and had waited two days for fuel',
    },
    {
      text: 'The fleet will meet in the bay, which, the admiral believes, can be mined in a night.',
      source: 'the admiral',
      content: 'which … can be mined in a night',
    },
    {
      text: 'Reports from Harar say that Italian columns have passed Adowa, the consul wrote.',
      source: 'the consul',
      content: 'Reports from Harar say that Italian columns have passed Adowa',
    },
    {
      text: 'A communiqué issued at Nanking declares that the city will be held.',
      source: 'A communiqué issued at Nanking',
      content: 'that the city will be held',
    },
    {
      text: 'Satellite images published by Orion Maps show dozens of lorries parked outside Agadez.',
      source: 'Satellite images published by Orion Maps',
      content: 'dozens of lorries parked outside Agadez',
    },
    {
      text: 'Radio Sahel reported, citing three officers, that the column had crossed the river.',
      source: 'Radio Sahel',
      content: 'that the column had crossed the river',
    },
    {
      text: 'The port of Ménaka has been sealed, three people briefed on the matter said.',
      source: 'three people briefed on the matter',
      content: 'The port of Ménaka has been sealed',
    },
    {
      text: 'The Houthis threatened on Sunday to resume attacks on Israeli ships.',
      source: 'The Houthis',
      content: 'to resume attacks on Israeli ships',
    },
    {
      text: 'The Legation is informed that General Sugiyama has moved his headquarters to Tientsin.',
      source: 'The Legation',
      content: 'that General Sugiyama has moved his headquarters to Tientsin',
    },
    {
      text: 'Berlin denies absolutely the reports that troops have been massed on the Czech frontier.',
      source: 'Berlin',
      content: 'the reports that troops have been massed on the Czech frontier',
    },
    {
      text: 'The council rejected the offer, but the mediators went back to Addis Ababa.',
      source: 'The council',
      content: 'the offer',
    },
    {
      text: 'General Kim – who commands the Second Corps – warned that any drone would be shot down.',
      source: 'General Kim – who commands the Second Corps',
      content: 'that any drone would be shot down',
    },
    {
      text: 'The clans that support Osman say they want the road reopened.',
      source: 'The clans that support Osman',
      content: 'they want the road reopened',
    },
    {
      text: 'The envoy called the ministry’s plan to move its army across the river “an act of war”.',
      source: 'The envoy',
      content: 'the ministry’s plan to move its army across the river “an act of war”',
    },
    {
      text: 'Ito told reporters that she believes the pilot is alive, saying that the search goes on.',
      source: 'Ito',
      content: 'that the search goes on',
    },
    {
      text: 'In a letter, Ito said: “The fort was safe when it was handed over,” adding that its wells had since been mined.',
      source: 'Ito',
      content: 'that its wells had since been mined',
    },
    {
      text: 'The army is said to be short of fuel.',
      source: '',
      content: 'The army … to be short of fuel',
    },
    {
      text: 'Marshal Varga is understood to have ordered a general advance.',
      source: '',
      content: 'Marshal Varga … to have ordered a general advance',
    },
    {
      text: 'The council has been criticised by aid groups for closing the port.',
      source: 'aid groups',
      content: 'The council … closing the port',
    },
    {
      text: 'The minister endorsed the truce and has praised both armies.',
      source: 'The minister',
      content: 'the truce',
    },
  ])('are told from what they say in “$text”', ({ text, source, content }) => {
    expect(read(text)).toContainEqual(expect.objectContaining({ source, content }));
  });

  it('are not found where nobody speaks', () => {
    expect(read('The rebels are counting on rain to slow the tanks.')).toEqual([]);
    expect(read('The group, known as the Falcons, has left the town.')).toEqual([]);
  });

  it('say nothing by asking not to be named', () => {
    expect(
      read('An officer who asked not to be named said that two brigades had left Kaesong.'),
    ).toEqual([
      expect.objectContaining({
        source: 'An officer',
        content: 'that two brigades had left Kaesong',
      }),
    ]);
  });
});

describe('who passes it on', () => {
  it.each([
    {
      text: 'State television quoted General Toure as saying that the garrison at Kidal had been reinforced.',
      source: 'General Toure',
      relay: 'State television',
      content: 'that the garrison at Kidal had been reinforced',
    },
    {
      text: 'General Toure was quoted by Radio Sahel as saying that no tanks had been sent.',
      source: 'General Toure',
      relay: 'Radio Sahel',
      content: 'that no tanks had been sent',
    },
  ])('stands apart from the source in “$text”', ({ text, ...told }) => {
    expect(read(text)).toEqual([expect.objectContaining(told)]);
  });
});

describe('speakers who are set beside their words', () => {
  it('sign a quotation with a dash', () => {
    const text =
      '“The road is closed and the bread has run out.” — Amina Traoré\n“Nobody has come.” — Ibrahim Cissé';
    expect(read(text).map(({ source, content }) => ({ source, content }))).toEqual([
      { source: 'Amina Traoré', content: '“The road is closed and the bread has run out.”' },
      { source: 'Ibrahim Cissé', content: '“Nobody has come.”' },
    ]);
  });

  it('keep the whole paragraph of each of their turns', () => {
    const text = [
      'KWON: The fleet will not sail. We have told them so.',
      'LIM: Has the order been given?',
      'KWON: It has been withdrawn. There is nothing more to say.',
      'LIM: Who withdrew it?',
      'KWON: I did.',
    ].join('\n\n');
    const turns = read(text).filter(({ lemma }) => lemma === ':');
    expect(turns.map(({ source }) => source)).toEqual(['KWON', 'LIM', 'KWON', 'LIM', 'KWON']);
    expect(turns[2]?.content).toBe('It has been withdrawn. There is nothing more to say.');
  });

  it('end each turn where the next begins in one paragraph', () => {
    const text = 'KWON: It is over. We go home. LIM: Is it? KWON: It is. KWON: Believe it.';
    expect(read(text).filter(({ lemma }) => lemma === ':')[0]?.content).toBe(
      'It is over. We go home.',
    );
  });

  it('are not made of the time of day', () => {
    expect(read('Gao, Mali 11:19 The convoy has left the town.')).toEqual([]);
  });
});
