import { readConfigFile } from '../../src/config.ts';
import { openMiniSearch } from '../../src/search/minisearch.ts';
import { SearchLanguageSchema } from '../../src/search/words.ts';
import { testSearch } from './contract.ts';

const language = readConfigFile('config/language/search.json', SearchLanguageSchema);

testSearch('MiniSearch', async () => openMiniSearch({ language }));
