/** What the tagger, which ships no types, offers of use here. */
declare module 'wink-pos-tagger' {
  type WinkToken = {
    value: string;
    tag: 'word' | 'number' | 'punctuation';
    normal?: string;
    /** A Penn treebank tag. */
    pos?: string;
    /** Of verbs, nouns and adjectives. */
    lemma?: string;
  };
  function winkPosTagger(): { tag(tokens: WinkToken[]): WinkToken[] };
  export = winkPosTagger;
}
