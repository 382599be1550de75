import { globMatcher } from '../../analysis/glob.ts';
import { type Collector, required } from '../collector.ts';
import { readText } from '../source.ts';
import { collector as root, type Manifest, manifestOf } from './manifest.ts';
import { collector as repoFiles } from './repo-files.ts';

/** A package of the repository: its root, or one of its workspaces. */
export interface RepoPackage {
  /** From the root of the repository; empty for the root itself. */
  readonly folder: string;
  readonly manifest: Manifest;
}

const name = 'package.json';

/** The package at the root and those that its workspaces name. */
export const collector: Collector<readonly RepoPackage[]> = {
  title: 'packages of the repository',
  reads: ['files'],
  async collect(source, ask) {
    const manifest = await required(ask, root);
    if (manifest === null) return { value: [], origin: 'no package.json' };
    const { files } = await required(ask, repoFiles);
    const yaml = (await readText(source, 'pnpm-workspace.yaml')) ?? '';
    const globs = [...manifest.workspaces, ...listed(yaml)];
    const isWorkspace = globs.map((glob) =>
      globMatcher(glob.replace(/^\.\//, '').replace(/\/$/, '')),
    );
    const value: RepoPackage[] = [{ folder: '', manifest }];
    for (const { path } of files) {
      if (!path.endsWith(`/${name}`)) continue;
      const folder = path.slice(0, -name.length - 1);
      if (!isWorkspace.some((matches) => matches(folder))) continue;
      const text = await readText(source, path);
      if (text !== undefined) value.push({ folder, manifest: manifestOf(path, text) });
    }
    return { value, origin: `${value.length} package.json` };
  },
};

/** The list under `packages:` of a pnpm-workspace.yaml. */
function listed(yaml: string): string[] {
  const block = /^packages:\s*\n((?:\s*(?:-.*|#.*)?\n?)*)/m.exec(yaml)?.[1] ?? '';
  return [...block.matchAll(/^\s*-\s*["']?([^"'#\n]+?)["']?\s*(?:#.*)?$/gm)].map(
    ([, glob]) => glob!,
  );
}
