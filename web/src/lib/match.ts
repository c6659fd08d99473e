/** Without case and accents: "Crème" is found by "creme". */
export function plainText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}

/** Those that hold every word of the query, best first: whole name, beginning of the name, beginning of a word, anywhere. Order of equals stays. */
export function matching<T>(all: readonly T[], query: string, name: (one: T) => string): T[] {
  const words = plainText(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...all];
  const rated = all.flatMap((one, index) => {
    const text = plainText(name(one));
    let rank = 0;
    for (const word of words) {
      const at = text.indexOf(word);
      if (at < 0) return [];
      rank += text === word ? 0 : at === 0 ? 1 : /\W/.test(text[at - 1] ?? '') ? 2 : 3;
    }
    return [{ one, rank, index }];
  });
  return rated.sort((a, b) => a.rank - b.rank || a.index - b.index).map(({ one }) => one);
}
