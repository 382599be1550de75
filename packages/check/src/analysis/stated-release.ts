import { mapOf } from './workflow.ts';

/** What a package.json says of the package manager. */
interface Manifest {
  readonly packageManager?: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly rest: Readonly<Record<string, unknown>>;
}

/** Major and minor version, at least, of the package manager `name`; undefined where package.json names none. */
export function statedRelease(
  name: string,
  { packageManager = '', engines, rest }: Manifest,
): readonly [major: number, minor: number] | undefined {
  const own = packageManager.startsWith(`${name}@`) ? packageManager.slice(name.length + 1) : '';
  const development = mapOf(mapOf(rest['devEngines'])['packageManager']);
  const range = development['name'] === name ? development['version'] : undefined;
  for (const text of [own, range, engines[name]]) {
    // Of a range the least: `^10.26.0`, `>=9`, `10.x`. `<11` says nothing of that.
    const match =
      typeof text === 'string' ? /^(?:[\^~=v]|>=)?\s*(\d+)(?:\.(\d+))?/.exec(text) : null;
    if (match !== null) return [Number(match[1]), Number(match[2] ?? 0)];
  }
  return undefined;
}
