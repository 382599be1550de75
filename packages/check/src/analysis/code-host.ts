/** What tells where a repository is kept. */
export interface HostSigns {
  readonly paths: readonly string[];
  /** Addresses of git's remotes. */
  readonly remotes: readonly string[];
  /** What a person says, for when nothing tells. */
  readonly told?: 'github' | 'gitlab' | undefined;
}

/** The host of a repository, by its remotes or else by the settings that it has. */
export function codeHost({ paths, remotes, told }: HostSigns): 'github' | 'gitlab' | undefined {
  if (remotes.some((remote) => /\bgithub\.com[:/]/.test(remote))) return 'github';
  if (remotes.some((remote) => /\bgitlab\b/.test(remote))) return 'gitlab';
  if (paths.some((path) => path.startsWith('.github/'))) return 'github';
  if (paths.some((path) => path.startsWith('.gitlab/') || path === '.gitlab-ci.yml'))
    return 'gitlab';
  return told;
}

/** `owner/name` of the first remote on GitHub. */
export function githubRepository(remotes: readonly string[]): string | undefined {
  for (const remote of remotes) {
    const match = /\bgithub\.com[:/]([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?$/.exec(remote);
    if (match) return `${match[1]}/${match[2]}`;
  }
  return undefined;
}
