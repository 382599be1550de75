interface Manifest {
  readonly rest: Readonly<Record<string, unknown>>;
}

interface SettingsFile {
  readonly path: string;
  readonly text: string;
}

/** Where a team keeps a pre-commit hook that everybody gets, by path. */
const hookFiles =
  /^\.(husky|githooks|git-hooks|hooks)\/pre-commit$|^\.?lefthook(-local)?\.|^\.pre-commit-config\.yaml$|simple-git-hooks\.|^\.lintstagedrc|^lint-staged\.config/;

/** What runs before a commit, comments left out. */
export interface CommitHook {
  readonly path: string;
  readonly text: string;
}

/** The pre-commit hooks that come with the repository. */
export function commitHooks(
  manifest: Manifest | null,
  settings: readonly SettingsFile[],
): CommitHook[] {
  const files = settings
    .filter(({ path }) => hookFiles.test(path))
    .map(({ path, text }) => ({ path, text: withoutComments(text) }));
  const keys = ['husky', 'lint-staged', 'simple-git-hooks', 'pre-commit', 'gitHooks'];
  const given = keys.flatMap((key) => {
    const value = manifest?.rest[key];
    return value === undefined ? [] : [JSON.stringify(value)];
  });
  if (given.length > 0) files.push({ path: 'package.json', text: given.join('\n') });
  return files;
}

/** The text with each `npm run x` followed by what the script does. */
export function expandedScripts(text: string, scripts: Readonly<Record<string, string>>): string {
  const called = [...text.matchAll(/\b(?:npm|pnpm|yarn|bun)\s+(?:run\s+)?([\w:.-]+)/g)];
  return [text, ...called.map(([, name]) => scripts[name!] ?? '')].join('\n');
}

function withoutComments(text: string): string {
  return text.replace(/^\s*(#|\/\/).*$/gm, '');
}
