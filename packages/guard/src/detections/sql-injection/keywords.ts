/** What a word does to a statement when it stands where code belongs. */
export type KeywordRole =
  /** Joins conditions or queries: after it anything may follow. */
  | 'joining'
  /** Begins a statement of its own. */
  | 'verb'
  /** Begins a query, which within brackets is a query of its own. */
  | 'query'
  /** Begins or continues a clause. */
  | 'clause'
  /** An operator between two values, and elsewhere a function's name. */
  | 'infix'
  /** Stands beside names without adding anything: `desc`, `by`. */
  | 'filler'
  /** A value that stands in clauses as well: `is null`, `nulls first`. */
  | 'null';

const roles = new Map<string, KeywordRole>();

function learn(role: KeywordRole, words: string): void {
  for (const word of words.split(' ')) roles.set(word, role);
}

learn('joining', 'or xor union intersect except');
learn(
  'verb',
  'drop alter truncate exec execute shutdown waitfor declare grant revoke handler attach detach pragma copy kill dbcc',
);
learn(
  'clause',
  'and not insert update delete create from where having group order by limit offset fetch join into values ' +
    'set on using between like ilike rlike regexp glob similar sounds in is isnull notnull case when ' +
    'then else end returning procedure outfile dumpfile exists escape collate for top merge replace ' +
    'database column schema distinct all any some cast convert binary interval window over minus',
);

learn('query', 'select values table with');
learn('infix', 'div mod');
learn('filler', 'by asc desc nulls');
learn('null', 'null');

const longest = 9;

/** The role of `word`, in any letter case; undefined for a name. */
export function keywordRole(word: string): KeywordRole | undefined {
  return word.length > longest ? undefined : roles.get(word.toLowerCase());
}
