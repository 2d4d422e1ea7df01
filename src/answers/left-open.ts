/** "To determine precisely how many troops", "it is unclear how large the force is". */
const OPEN = /\bhow (?:many|much|large|big) (?<what>\p{L}+)/iu;

/** What words say is not known in number: "troops" in "how many troops"; null for nothing. */
export function leftOpenIn(text: string): string | null {
  return OPEN.exec(text)?.groups?.what ?? null;
}
