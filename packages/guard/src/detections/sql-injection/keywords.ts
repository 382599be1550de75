/** What a word does to a statement when it stands where code belongs. */
export type KeywordRole =
  /** Joins conditions or queries: after it anything may follow. */
  | 'joining'
  /** Begins a statement of its own. */
  | 'verb'
  /** Begins or continues a clause. */
  | 'clause'
  /** Stands beside names without adding anything: `desc`, `by`. */
  | 'filler';

const roles = new Map<string, KeywordRole>();

function learn(role: KeywordRole, words: string): void {
  for (const word of words.split(' ')) roles.set(word, role);
}

learn('joining', 'or xor union intersect except');
learn(
  'verb',
  'drop alter truncate exec execute shutdown waitfor declare grant revoke handler attach detach pragma copy',
);
learn(
  'clause',
  'and not select insert update delete create from where having group order by limit offset fetch join into values ' +
    'set on using between like ilike rlike regexp glob similar sounds in is isnull notnull case when ' +
    'then else end returning procedure outfile dumpfile exists escape collate for top with merge replace ' +
    'table database column schema distinct all any some cast convert binary interval window over minus',
);

learn('filler', 'by asc desc nulls null');

const longest = 9;

/** The role of `word`, in any letter case; undefined for a name. */
export function keywordRole(word: string): KeywordRole | undefined {
  return word.length > longest ? undefined : roles.get(word.toLowerCase());
}
