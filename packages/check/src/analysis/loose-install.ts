/** How one package manager installs by package.json, and how by the lockfile alone. */
export interface InstallWay {
  /** As it is called in a message. */
  readonly command: string;
  /** The command, with its flags as the first group. */
  readonly loose: RegExp;
  /** What stands there instead, before the flags. */
  readonly clean: string;
  /** Only when it is told to: it keeps to the lockfile by itself where continuous integration is seen. */
  readonly isStrictInCi: boolean;
}

const flags = String.raw`((?:[ \t]+--?[\w-]+(?:=[^\s;&|]+)?)*)(?=[ \t]*(?:$|[;&|)]|\\$|#|\r))`;
const called = String.raw`(?<=^|[\s;&|(])`;
/** `yarn` alone is a command only at the start of one: `npm i -g yarn` installs nothing else. */
const first = String.raw`(?<=(?:^|[;&|(]|\brun:|\bRUN\b)[ \t]*)`;

/** By kind of lockfile; Yarn from version 2 on is another program. No package is named, nothing global is meant. */
const ways: Readonly<Record<'npm' | 'pnpm' | 'yarn' | 'berry' | 'bun', InstallWay>> = {
  npm: {
    command: 'npm install',
    loose: new RegExp(`${called}npm[ \\t]+(?:install|i)${flags}`),
    clean: 'npm ci',
    isStrictInCi: false,
  },
  pnpm: {
    command: 'pnpm install',
    loose: new RegExp(`${called}pnpm[ \\t]+(?:install|i)${flags}`),
    clean: 'pnpm install --frozen-lockfile',
    isStrictInCi: true,
  },
  yarn: {
    command: 'yarn install',
    loose: new RegExp(`(?:${called}yarn[ \\t]+install|${first}yarn)${flags}`),
    clean: 'yarn install --frozen-lockfile',
    isStrictInCi: false,
  },
  berry: {
    command: 'yarn install',
    loose: new RegExp(`(?:${called}yarn[ \\t]+install|${first}yarn)${flags}`),
    clean: 'yarn install --immutable',
    isStrictInCi: true,
  },
  bun: {
    command: 'bun install',
    loose: new RegExp(`${called}bun[ \\t]+(?:install|i)${flags}`),
    clean: 'bun install --frozen-lockfile',
    isStrictInCi: false,
  },
};

const special =
  /[ \t](-g|--global|--package-lock-only|--lockfile-only|--no-package-lock|--no-lockfile|--no-save|-D|--save\S*|--mode\S*|--frozen-lockfile|--pure-lockfile|--immutable|--version|--help|-[vh])(?![\w-])/;
const toldLoose = /[ \t]--no-(frozen-lockfile|immutable)(?![\w-])/;

/** The ways of the package managers whose lockfiles these are. */
export function waysOf(
  lockfiles: readonly {
    readonly kind: 'npm' | 'pnpm' | 'yarn' | 'bun';
    readonly version?: number;
  }[],
): readonly InstallWay[] {
  const names = lockfiles.map(({ kind, version }) =>
    kind === 'yarn' && version !== undefined && version > 1 ? 'berry' : kind,
  );
  return [...new Set(names)].map((name) => ways[name]);
}

/** By which way a line installs by package.json and not by the lockfile; `isCi` where the tools see that they are there. */
export function looseInstall(
  line: string,
  among: readonly InstallWay[],
  isCi: boolean,
): InstallWay | undefined {
  return among.find(({ loose, isStrictInCi }) => {
    const match = loose.exec(line);
    if (match === null || special.test(match[1] ?? '')) return false;
    return !(isCi && isStrictInCi) || toldLoose.test(match[1] ?? '');
  });
}

/** The line that installs by the lockfile, with the same flags; undefined where somebody chose otherwise. */
export function cleanInstall(line: string, { loose, clean }: InstallWay): string | undefined {
  const given = loose.exec(line)?.[1];
  return given === undefined || toldLoose.test(given)
    ? undefined
    : line.replace(loose, (_, kept: string) => `${clean}${kept}`);
}

/** True for a line that is told to change the lockfile where need be. */
export function changesLockfile(line: string): boolean {
  return toldLoose.test(line);
}
