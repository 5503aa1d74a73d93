/** Words of a search at most; more narrow it no further. */
const mostWords = 5;

/** The words of a search, each as the pattern that `ilike` finds it by, in the order typed. */
export const wordPatterns = (search: string): string[] =>
  [...new Set(search.toLowerCase().split(/\s+/))].slice(0, mostWords).map(pattern);

/** What holds these words as they are. */
export const pattern = (words: string): string => `%${words.replace(/[\\%_]/g, '\\$&')}%`;
