import { packedAmong } from '../../analysis/packed-among.ts';
import { CannotCollect, type Collector, required } from '../collector.ts';
import { readText, type Source } from '../source.ts';
import { collector as manifest } from './manifest.ts';
import { textOf } from './texts.ts';

/** A file that `npm publish` would send to the registry. */
export interface PackedFile {
  readonly path: string;
  readonly bytes: number;
  /** Absent for binaries and for files over 1 MB. */
  readonly text?: string;
}

export interface PackedFiles {
  readonly files: readonly PackedFile[];
  /** Who made the list: npm itself, or our own reading of `files` and `.npmignore`. */
  readonly toldBy: 'npm pack' | 'own reading';
}

const maxTextBytes = 1_000_000;

/** What the npm tarball would hold. */
export const collector: Collector<PackedFiles> = {
  title: 'contents of the npm tarball',
  reads: ['files', 'exec'],
  holdsSources: true,
  async collect(source, ask) {
    const found = await required(ask, manifest);
    if (found === null || found.problem !== undefined)
      throw new CannotCollect('there is no readable package.json', 'add a package.json');
    const fromNpm = await listOfNpm(source);
    const paths = fromNpm ?? (await ownList(source, found.files));
    const files: PackedFile[] = [];
    for (const { path, bytes } of await source.stat(paths)) {
      const content = bytes <= maxTextBytes ? await source.read(path, maxTextBytes) : undefined;
      const text = content && textOf(content);
      files.push({ path, bytes, ...(text !== undefined && { text }) });
    }
    const toldBy = fromNpm ? 'npm pack' : 'own reading';
    return { value: { files, toldBy }, origin: fromNpm ? 'npm pack --dry-run' : toldBy };
  },
};

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

async function ownList(source: Source, files: readonly string[] | undefined): Promise<string[]> {
  const all = await source.list((folder) => !/(^|\/)(node_modules|\.git)$/.test(folder));
  const ignores = new Map<string, string>();
  for (const { path } of all) {
    const match = /^(?:(.*)\/)?\.(npm|git)ignore$/.exec(path);
    if (!match) continue;
    const folder = match[1] ?? '';
    // Where both stand, npm reads .npmignore alone.
    if (match[2] === 'npm' || !all.some((one) => one.path === path.replace('.git', '.npm')))
      ignores.set(folder, (await readText(source, path)) ?? '');
  }
  return packedAmong(
    all.filter(({ isLink }) => !isLink).map(({ path }) => path),
    files,
    ignores,
  );
}
