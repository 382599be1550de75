import { mapOf } from '../../analysis/workflow.ts';
import { textsOf } from './lockfile.ts';
import { keysOfReference, withoutPeers } from './pnpm-key.ts';
import { forDevelopmentOnly } from './reached.ts';

type Data = Readonly<Record<string, unknown>>;

/** Groups of an importer; those of tools are run by developers, before anything else is installed. */
const running = ['dependencies', 'optionalDependencies'];
const developing = ['devDependencies', 'configDependencies', 'packageManagerDependencies'];

/** Of a document of version 9, which has no marks: tells by key of `packages` what only development asks for. */
export function developmentOfPnpm(
  importers: Iterable<Data>,
  snapshots: Data,
): (key: string) => boolean {
  const keyOf = ([name, reference]: readonly [string, string]): string | undefined =>
    keysOfReference(name, reference).find((key) => Object.hasOwn(snapshots, key));
  const keysIn = (requests: Data): string[] =>
    Object.entries(requests).flatMap(([name, value]) => {
      const reference = typeof value === 'string' ? value : textsOf(value)['version'];
      return (reference === undefined ? undefined : keyOf([name, reference])) ?? [];
    });
  const all = [...importers];
  const rootsIn = (groups: readonly string[]): string[] =>
    all.flatMap((importer) => groups.flatMap((group) => keysIn(mapOf(importer[group]))));
  const next = (key: string): string[] => {
    const snapshot = mapOf(snapshots[key]);
    return running.flatMap((group) => keysIn(mapOf(snapshot[group])));
  };
  const isDev = forDevelopmentOnly(
    { production: rootsIn(running), development: rootsIn(developing) },
    next,
  );
  const keys = Object.keys(snapshots);
  const forApp = new Set(keys.filter((key) => !isDev(key)).map(withoutPeers));
  const forPeople = new Set(keys.filter(isDev).map(withoutPeers));
  return (key) => forPeople.has(key) && !forApp.has(key);
}
