/** One package as a lockfile pins it. */
export interface LockedPackage {
  /** What the lockfile calls it: the path in `node_modules` of npm, the key or the request of the others. */
  readonly place: string;
  /** Its own name, whatever alias it is installed under. */
  readonly name: string;
  readonly version?: string;
  /** An address by http or https, `file:…`, or `git+…#commit`; absent where the settings say which registry. */
  readonly resolved?: string;
  /** As `sha512-…` in base64. Yarn's from version 2 on is of the archive that it keeps, not of what it fetched. */
  readonly integrity?: string;
  /** Absent where the format does not say. */
  readonly hasInstallScript?: boolean;
  /** Only development asks for it. False where that cannot be told. */
  readonly isDev: boolean;
  /** Somebody asked for this very address, and not for a range of versions. */
  readonly isAskedByAddress: boolean;
  /** It is for some systems only: of these Yarn pins no digest from version 2 on, unless it fetched them. */
  readonly isForSomeSystems?: true;
}

export interface Lockfile {
  readonly path: string;
  readonly kind: 'npm' | 'pnpm' | 'yarn' | 'bun';
  /** Of the format, as the file has it; 1 for the first Yarn's. */
  readonly version?: number;
  /** Set when it cannot be read as what its name says. */
  readonly problem?: string;
  /** Packages from a registry or elsewhere; workspaces, links and folders left out. */
  readonly packages: readonly LockedPackage[];
  /** What the packages of the repository ask for and the lockfile does not answer: `name`, or `name of folder`. */
  readonly behind: readonly string[];
  /** The lines with an address by plain http, where the format keeps one a line. */
  readonly plainLines: readonly PlainLine[];
}

/** A line with an address by plain http. */
export interface PlainLine {
  readonly address: string;
  /** From 1. */
  readonly line: number;
  /** The whole line, without its break. */
  readonly text: string;
}

/** What the reader of a kind makes of a lockfile. Readers throw where it is not what its name says. */
export interface Reading {
  readonly version?: number;
  readonly packages: readonly LockedPackage[];
  /** Whether it answers what the package in `folder` asks for; true where that cannot be told. */
  answers(folder: string, name: string, range: string): boolean;
}

/** `@scope/name@rest` → its two parts. Throws where there is no such thing. */
export function splitAtVersion(text: string): { readonly name: string; readonly rest: string } {
  const at = text.indexOf('@', 1);
  if (at < 0) throw new Error(`${text.slice(0, 100)} names no package and version`);
  return { name: text.slice(0, at), rest: text.slice(at + 1) };
}

/** Texts of a map by key; what is no text is left out. */
export function textsOf(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((one): one is [string, string] => typeof one[1] === 'string'),
  );
}
