import { packedAmong } from '../../analysis/packed-among.ts';
import { type Collector, required } from '../collector.ts';
import { readText, type Source } from '../source.ts';
import { collector as packages } from './packages.ts';
import { textOf } from './texts.ts';

/** A file that `npm publish` would send to the registry. */
export interface PackedFile {
  readonly path: string;
  readonly bytes: number;
  /** Absent for binaries and for files over 1 MB. */
  readonly text?: string;
}

/** One package of the repository that npm would publish. */
export interface PackedPackage {
  readonly name: string;
  /** From the root; empty for the root itself. */
  readonly folder: string;
  /** Paths from the root of the repository. */
  readonly files: readonly PackedFile[];
  /** Who made the list: npm itself, or our own reading of `files` and `.npmignore`. */
  readonly toldBy: 'npm pack' | 'own reading';
}

const maxTextBytes = 1_000_000;

/** What the npm tarballs would hold: of the root and of its workspaces, private packages left out. */
export const collector: Collector<readonly PackedPackage[]> = {
  title: 'contents of npm tarballs',
  reads: ['files', 'exec'],
  holdsSources: true,
  async collect(source, ask) {
    const value: PackedPackage[] = [];
    for (const { folder, manifest } of await required(ask, packages)) {
      if (manifest.isPrivate || manifest.name === undefined) continue;
      // npm starts in half a second: workspaces are read by our own rules.
      const fromNpm = folder === '' ? await listOfNpm(source) : undefined;
      const paths = fromNpm ?? (await ownList(source, folder, manifest.files));
      const files = await packedFiles(source, paths);
      value.push({
        name: manifest.name,
        folder,
        files,
        toldBy: fromNpm ? 'npm pack' : 'own reading',
      });
    }
    return { value, origin: value.map(({ toldBy }) => toldBy).join(', ') || 'no public package' };
  },
};

async function packedFiles(source: Source, paths: readonly string[]): Promise<PackedFile[]> {
  const files: PackedFile[] = [];
  for (const { path, bytes } of await source.stat(paths)) {
    const content = bytes <= maxTextBytes ? await source.read(path, maxTextBytes) : undefined;
    const text = content && textOf(content);
    files.push({ path, bytes, ...(text !== undefined && { text }) });
  }
  return files;
}

/** `--ignore-scripts`: a repository that is being judged must not run code here. */
async function listOfNpm(source: Source): Promise<string[] | undefined> {
  const args = [
    'pack',
    '--dry-run',
    '--json',
    '--ignore-scripts',
    '--offline',
    '--workspaces=false',
  ];
  const outcome = await source.execute('npm', args);
  if (outcome === undefined || outcome.exitCode !== 0) return undefined;
  try {
    const answer = JSON.parse(new TextDecoder().decode(outcome.stdout)) as unknown;
    const [first] = Array.isArray(answer) ? answer : Object.values(answer as object);
    return (first as { files: { path: string }[] }).files.map(({ path }) => path);
  } catch {
    return undefined;
  }
}

async function ownList(
  source: Source,
  folder: string,
  files: readonly string[] | undefined,
): Promise<string[]> {
  const prefix = folder === '' ? '' : `${folder}/`;
  const isAbove = (path: string): boolean => prefix.startsWith(`${path}/`);
  const all = await source.list(
    (path) =>
      !/(^|\/)(node_modules|\.git)$/.test(path) && (isAbove(path) || `${path}/`.startsWith(prefix)),
  );
  const own = all
    .filter(({ path, isLink }) => !isLink && path.startsWith(prefix))
    .map(({ path }) => path.slice(prefix.length));
  const ignores = new Map<string, string>();
  for (const path of own) {
    const match = /^(?:(.*)\/)?\.(npm|git)ignore$/.exec(path);
    if (!match) continue;
    // Where both stand, npm reads .npmignore alone.
    if (match[2] === 'npm' || !own.includes(path.replace('.gitignore', '.npmignore')))
      ignores.set(match[1] ?? '', (await readText(source, prefix + path)) ?? '');
  }
  return packedAmong(own, files, ignores).map((path) => prefix + path);
}
