/** Runs in every frame, from document_start, while a panel is open anywhere. No page can see it. */
import { observeDocument } from './document-timing.ts';

/** A second injection into the same document must find the first. The page's world is another one. */
const HERE = Symbol.for('reuse-lens');
const world = globalThis as typeof globalThis & { [HERE]?: true };

if (!world[HERE]) {
  world[HERE] = true;
  observeDocument();
}
