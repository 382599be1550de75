import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { installedNodes, nodeMajors } from '../../tools/test/node-versions.ts';
import { testbedRoot } from './places.ts';

/** The Node.js that apps run under: `CASTELLAN_NODE`, else our own. */
export const appNode: string = process.env['CASTELLAN_NODE'] ?? process.execPath;

/** A Node.js to try; without `path` where it is not installed. */
export interface NodeAtHand {
  readonly major: number;
  readonly path?: string;
}

/** Every Node.js that guard is made for; only `CASTELLAN_NODE` when that is set. */
export function everyNode(): readonly NodeAtHand[] {
  if (process.env['CASTELLAN_NODE'] !== undefined)
    return [{ major: majorOf(appNode), path: appNode }];
  const installed = installedNodes();
  return nodeMajors.map((major) => {
    const path = installed.get(major);
    return { major, ...(path !== undefined && { path }) };
  });
}

/** For `skip`: how to get a Node.js that is not installed; false when it is. */
export function skipWithoutNode({ major, path }: NodeAtHand): string | false {
  return path === undefined && `Node.js ${major} is not installed here: npm test -- --only matrix`;
}

const loadable = new Map<string, string | undefined>();

/** The first Node.js at hand that can load a native package; `undefined` when none can. */
export function nodeThatLoads(packageName: string): string | undefined {
  if (!loadable.has(packageName)) loadable.set(packageName, find(packageName));
  return loadable.get(packageName);
}

function find(packageName: string): string | undefined {
  const probe = `const P = require(${JSON.stringify(packageName)}); new (P.Database ?? P)(':memory:')`;
  return [appNode, ...nodesOnPath()].find(
    (node) => spawnSync(node, ['-e', probe], { cwd: testbedRoot }).status === 0,
  );
}

function nodesOnPath(): string[] {
  return (process.env['PATH'] ?? '').split(delimiter).map((directory) => join(directory, 'node'));
}

/** Its major version, or 0 when it does not run. */
export function majorOf(node: string): number {
  const { stdout } = spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' });
  return Number.parseInt(stdout, 10) || 0;
}
