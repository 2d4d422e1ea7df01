/** What of the tagger and its word lists, which ship no types, is of use here. */
declare module 'wink-lexicon/src/lexicon.js' {
  /** The Penn treebank tags that a lower-case word can have, the likeliest first; has no prototype. */
  const lexicon: Readonly<Record<string, readonly string[] | undefined>>;
  export = lexicon;
}
declare module 'wink-lemmatizer' {
  const lemmatize: {
    adjective(word: string): string;
    noun(word: string): string;
    verb(word: string): string;
  };
  export = lemmatize;
}
declare module 'wink-pos-tagger/src/unigram-tagger.js' {
  /** The tags that a word can have by itself, the likeliest first; by its ending where it is unknown. */
  function unigramTagger(
    token: { value: string; normal: string; tag: 'word' | 'number' | 'punctuation' },
    lexicon: Readonly<Record<string, readonly string[] | undefined>>,
  ): readonly string[] | undefined;
  export = unigramTagger;
}
declare module 'wink-pos-tagger/src/rules/*' {
  type Test = {
    readonly operand: {
      readonly property: 'pos' | 'normal' | 'value';
      readonly delta?: number;
      readonly range?: readonly [first: number, last: number];
    };
    readonly matches: RegExp;
  };
  type Rule = { readonly rules: readonly Test[]; readonly willBe: string };
  /** By the tag that a word has before the rule. */
  const rules: Readonly<Record<string, readonly Rule[]>>;
  export = rules;
}
