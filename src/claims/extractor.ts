/** Counted up with every change of what is read from a text, so that what is held is read anew. */
export const EXTRACTOR = 3;
