import { expect, it } from 'vitest';
import { cut } from '../../../src/corpus/article.ts';
import { readText } from '../../support/seeds.ts';

/** Who says what, through whom, in the usual turns of wire reports. */
it.each<[string, [who: string | null, via: string[], what: RegExp][]]>([
  [
    'The North’s soldiers have been laying mines, Col. Lee Sung-jun, the JCS spokesperson, told a regular press briefing, adding that there were no signs of an imminent provocation.',
    [
      ['Lee Sung-jun', [], /^The North’s soldiers have been laying mines$/],
      ['Lee Sung-jun', [], /^that there were no signs of an imminent provocation$/],
    ],
  ],
  [
    'South Korea’s spy agency told lawmakers last week that about 5,000 North Korean troops had been moving to Russia, Rep. Lee Seong-kweun said.',
    [['South Korea’s spy agency', ['Lee Seong-kweun'], /^that about 5,000 .* moving to Russia$/]],
  ],
  [
    'A military source, who declined to be named because he was not authorised to speak to the media, put the number of troops in the city at about 12,000, up from 7,000 in March.',
    [['A military source', [], /the number of troops in the city at about 12,000/]],
  ],
  [
    'Lithuania’s defence ministry puts the figure closer to 30,000.',
    [['Lithuania’s defence ministry', [], /the figure closer to 30,000/]],
  ],
  [
    'Prague radio put the number of Soviet troops still on Czechoslovak soil at “a few thousand.”',
    [['Prague radio', [], /the number of Soviet troops .* at “a few thousand/]],
  ],
  [
    'The Wall Street Journal, citing intelligence officials, reported on Sunday that 20 launchers had been moved.',
    [['intelligence officials', ['Wall Street Journal'], /^that 20 launchers had been moved$/]],
  ],
  [
    'A Pentagon official, quoted by the Washington Post, said that Washington saw nothing unusual.',
    [['A Pentagon official', ['Washington Post'], /^that Washington saw nothing unusual$/]],
  ],
  [
    'Marshal Ivan Yakubovsky was quoted by Pravda as having said that the exercises would continue.',
    [['Ivan Yakubovsky', ['Pravda'], /^that the exercises would continue$/]],
  ],
  [
    'Nothing suggests that Minsk will answer in kind, a Western diplomat in Vilnius said.',
    [['a Western diplomat in Vilnius', [], /^Nothing suggests that Minsk will answer in kind$/]],
  ],
  [
    'Satellite imagery collected on March 9 does indicate, however, that Eritrean forces expanded a staging area near Omhajer.',
    [['Satellite imagery collected on March 9', [], /^that Eritrean forces expanded/]],
  ],
  [
    'North Korea has sent some 10,000 troops to the border, the Joint Chiefs of Staff (JCS) said Monday, raising the total engaged there to between 20,000 and 30,000.',
    [['Joint Chiefs of Staff', [], /^North Korea has sent some 10,000 troops to the border/]],
  ],
  ['Pyongyang has not commented on the deployment.', [[null, [], /^Pyongyang has not commented/]]],
  [
    'Neither the army nor the RSF responded to requests for comment on the reported deployment.',
    [[null, [], /^Neither the army nor the RSF responded/]],
  ],
  ['Russia amassing troops for offensive: Kyiv', [['Ukraine', [], /^Russia amassing troops/]]],
  [
    'N. Korea deploys additional troops near border for second month: Joint Chiefs',
    [['Joint Chiefs of Staff', [], /^N\. Korea deploys additional troops/]],
  ],
  [
    'NEW DELHI: Delhi says India has moved two brigades to Punjab, people familiar with the matter said.',
    [['India', ['people familiar with the matter'], /^India has moved two brigades to Punjab$/]],
  ],
  [
    'Pakistan’s military media wing ISPR claimed that India had amassed 80,000 soldiers.',
    [['ISPR', [], /^that India had amassed 80,000 soldiers$/]],
  ],
  [
    'A spokesman for the Azawad Liberation Front (FLA), Mohamed Ramadane, told AFP that his men were near Kidal.',
    [['Mohamed Ramadane', ['Agence France-Presse'], /^that his men were near Kidal$/]],
  ],
  [
    'Thailand has moved six jets to the border, Reuters reports.',
    [['Reuters', [], /^Thailand has moved six jets to the border$/]],
  ],
  [
    'Thailand has readied six jets, Reuters news agency reports, quoting a military source.',
    [['a military source', ['Reuters'], /^Thailand has readied six jets$/]],
  ],
  [
    'Spokeswoman Maly Socheata says Thailand has massed tanks. The Thai army chief of staff insists there is no plan to advance. He says Cambodia has moved rockets.',
    [
      ['Maly Socheata', [], /^Thailand has massed tanks$/],
      ['The Thai army chief of staff', [], /no plan to advance$/],
      ['The Thai army chief of staff', [], /^Cambodia has moved rockets$/],
    ],
  ],
  [
    'Niger and Burkina Faso, Mali’s allies, said that they would send 5,000 soldiers.',
    [['Niger and Burkina Faso', [], /^that they would send 5,000 soldiers$/]],
  ],
  ['The Times of India | TNN | Updated: Oct 3, 2025, 09:12 IST', []],
  [
    'Ukraine expects the attacks to come from the east and south.',
    [['Ukraine', [], /the attacks to come from the east and south/]],
  ],
])('“%s”', (text, expected) => {
  const { article, claims } = readText(text, { published: '2025-06-14' });
  const found = claims
    .filter(({ stance }) => stance === 'statement')
    .map(({ speaker, via, content }) => ({
      who: speaker?.name ?? null,
      via: via.map(({ name }) => name),
      what: content.map((span) => cut(article, span)).join(' '),
    }));
  expect(found).toEqual(
    expected.map(([who, via, what]) => ({ who, via, what: expect.stringMatching(what) })),
  );
});
