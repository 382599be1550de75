/** Finds the file that an import of another file means, among the files of the repository. */
export class ModuleFiles {
  readonly #files: ReadonlyMap<string, number>;
  /** Entry files of the repository's own packages, by name. */
  readonly #packages: ReadonlyMap<string, string>;

  constructor(paths: readonly string[], packages: ReadonlyMap<string, string> = new Map()) {
    this.#files = new Map(paths.map((path, index) => [path, index]));
    this.#packages = packages;
  }

  /** Number of the file; undefined when it is not in the repository. */
  resolve(from: string, specifier: string): number | undefined {
    if (specifier.startsWith('.')) return this.#fileAt(joined(folderOf(from), specifier));
    const folder = this.#packages.get(specifier);
    if (folder !== undefined) return this.#fileAt(folder);
    const alias = /^(?:@|~|src)\/(.+)$/.exec(specifier)?.[1];
    return alias === undefined ? undefined : this.#belowSource(from, alias);
  }

  /** `@/x` and `src/x` mean a folder above, by custom `src`. */
  #belowSource(from: string, alias: string): number | undefined {
    for (let folder = folderOf(from); ; folder = folderOf(folder)) {
      const found =
        this.#fileAt(joined(folder, `src/${alias}`)) ?? this.#fileAt(joined(folder, alias));
      if (found !== undefined || folder === '') return found;
    }
  }

  #fileAt(path: string): number | undefined {
    const bare = path.replace(/\.[cm]?jsx?$/, '');
    for (const one of [
      path,
      ...endings.map((end) => path + end),
      ...endings.map((end) => bare + end),
    ]) {
      const found = this.#files.get(one);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

const extensions = ['ts', 'js', 'tsx', 'jsx', 'mts', 'mjs', 'cts', 'cjs'];
const endings = [
  ...extensions.map((one) => `.${one}`),
  ...extensions.map((one) => `/index.${one}`),
  ...extensions.map((one) => `/src/index.${one}`),
];

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

function joined(folder: string, relative: string): string {
  const names = folder === '' ? [] : folder.split('/');
  for (const name of relative.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '.' && name !== '') names.push(name);
  }
  return names.join('/');
}
