import { readConfigFile } from '../../src/config.ts';
import { UNKNOWN_DATE } from '../../src/corpus/article.ts';
import { BoilerplateSchema, toLexicon } from '../../src/corpus/boilerplate.ts';
import { articleBuilder, type CorpusConfig } from '../../src/corpus/build-article.ts';
import { HouseVoiceSchema } from '../../src/corpus/outlet.ts';
import { AbbreviationsSchema } from '../../src/corpus/sentences.ts';

/** The project's own word lists, with a few publishers made up for the tests. */
export const corpusConfig: CorpusConfig = {
  boilerplate: readConfigFile('config/language/boilerplate.json', BoilerplateSchema),
  abbreviations: readConfigFile('config/language/abbreviations.json', AbbreviationsSchema),
  houseVoice: readConfigFile('config/language/house-voice.json', HouseVoiceSchema),
  outlets: [
    { name: 'CNN', aliases: ['Cable News Network'], domains: ['cnn.com'], isAgency: false },
    { name: 'NBC News', aliases: ['NBC'], domains: ['nbcnews.com'], isAgency: false },
    { name: 'Associated Press', aliases: ['AP'], domains: ['apnews.com'], isAgency: true },
    { name: 'Reuters', aliases: [], domains: ['reuters.com'], isAgency: true },
    { name: 'Harbour Gazette', aliases: [], domains: ['gazette.example'], isAgency: false },
  ],
};

export const lexicon = toLexicon(corpusConfig.boilerplate);

/** Builds an article without dating it. */
export const build = articleBuilder(corpusConfig, () => ({ timexes: [], published: UNKNOWN_DATE }));
