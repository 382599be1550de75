import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { treeRules } from '../tree/rules.ts';
import { readTree } from '../tree/tree.ts';
import { binary, root } from '../workspace.ts';

/** What a command said. */
export interface Said {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A copy of one package, in which a scaffold is tried. */
export class TrialTree {
  readonly path: string = mkdtempSync(join(tmpdir(), 'castellan-scaffold-'));

  constructor(packageName: string) {
    for (const part of ['src', 'package.json']) {
      const place = join('packages', packageName, part);
      cpSync(join(root, place), join(this.path, place), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(this.path, 'node_modules'));
  }

  /** Runs Node.js in the copy. */
  node(...args: string[]): Said {
    return this.#run(process.execPath, args);
  }

  /** What is wrong with the format of a file or folder; empty when nothing is. */
  formatProblems(place: string): string {
    const config = join(root, '.oxfmtrc.json');
    const { status, stdout, stderr } = this.#run(binary('oxfmt'), ['-c', config, '--check', place]);
    return status === 0 ? '' : stdout + stderr;
  }

  /** Rules of the tree that files below `place` break. */
  treeProblems(place: string): { path: string; problem: string }[] {
    const tree = readTree(this.path);
    return treeRules
      .flatMap(({ check }) => check(tree))
      .filter(({ path }) => path.startsWith(place));
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }

  #run(file: string, args: readonly string[]): Said {
    // A test runner inside a test runner only talks to its parent: this one stands alone.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    return spawnSync(file, args, { cwd: this.path, env, encoding: 'utf8' });
  }
}
