import { openAdding } from './adding.ts';
import { openAsking } from './asking.ts';
import { openCompletion } from './completing.ts';
import { openReading } from './reading.ts';

for (const field of document.querySelectorAll<HTMLElement>('[data-completes]')) {
  openCompletion(field);
}
openAsking(document);
openAdding(document);
openReading(document);
