import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

export interface PackageSize {
  readonly name: string;
  readonly unpackedBytes: number;
  readonly files: number;
}

/** What guard and all it depends on take on disk once installed, by what npm would publish. */
export function installedSizes(): PackageSize[] {
  return ['core', 'guard'].map((name) => {
    const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
    const cwd = join(ROOT, 'packages', name);
    const output = execFileSync('npm', args, {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const parsed = JSON.parse(output) as unknown;
    // npm 11 answers with a list, npm 12 with an object by package name.
    const [packed] = Object.values(parsed as object) as {
      name: string;
      unpackedSize: number;
      entryCount: number;
    }[];
    if (packed === undefined) throw new Error(`npm pack said nothing of ${name}`);
    return { name: packed.name, unpackedBytes: packed.unpackedSize, files: packed.entryCount };
  });
}
