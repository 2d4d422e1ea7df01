import type { Config } from './config.ts';
import { answerAside } from './ingest/aside.ts';
import { dataOf } from './ingest/thread.ts';
import { traitsOf } from './ingest/traits.ts';
import { openReading } from './reading.ts';

// What runs in the thread that reads long texts; src/ingest/aside.ts asks it.
answerAside({ ...openReading(dataOf() as Config), traitsOf });
