import { settingIn } from './npmrc.ts';
import { statedRelease } from './stated-release.ts';
import { mapOf } from './workflow.ts';

/** What a repository says that bears on install scripts. */
interface Given {
  readonly settings: readonly { readonly path: string; readonly text: string }[];
  readonly manifest: {
    readonly packageManager?: string;
    readonly engines: Readonly<Record<string, string>>;
    readonly rest: Readonly<Record<string, unknown>>;
  };
}

/** By which lockfile a package manager is known. */
interface Locked {
  readonly kind: 'npm' | 'pnpm' | 'yarn' | 'bun';
  readonly version?: number;
}

/** Whether install scripts of dependencies are held back, or what would hold them back. */
export type ScriptGuard =
  | { readonly isHeld: true; readonly fact: string }
  | { readonly isHeld: false; readonly remedy: string };

/** What the package manager of a lockfile does with install scripts of dependencies. */
export function scriptGuard(locked: Locked, given: Given): ScriptGuard {
  // A program of its own, which runs listed scripts whatever the package manager is.
  if (mapOf(given.manifest.rest['lavamoat'])['allowScripts'] !== undefined)
    return held('package.json: lavamoat.allowScripts');
  if (locked.kind === 'npm') return ofNpm(given);
  if (locked.kind === 'pnpm') return ofPnpm(locked, given);
  if (locked.kind === 'bun')
    return held('Bun runs scripts only of packages that are listed, in package.json or by itself');
  return locked.version === 1 ? ofYarnClassic(given) : ofYarnBerry(given);
}

function ofNpm(given: Given): ScriptGuard {
  const npmrc = textOf(given, '.npmrc');
  if (isOn(npmrc, 'ignore-scripts')) return held('.npmrc: ignore-scripts=true');
  // npm 11.19 itself says of the list alone: "advisory".
  const isListed = given.manifest.rest['allowScripts'] !== undefined;
  if (isListed && isOn(npmrc, 'strict-allow-scripts'))
    return held('package.json: allowScripts, enforced by .npmrc');
  return open('ignore-scripts=true in .npmrc');
}

function ofPnpm({ version = 0 }: Locked, given: Given): ScriptGuard {
  const npmrc = textOf(given, '.npmrc');
  const yaml = textOf(given, 'pnpm-workspace.yaml');
  const own = mapOf(given.manifest.rest['pnpm']);
  if (isOn(npmrc, 'ignore-scripts')) return held('.npmrc: ignore-scripts=true');
  if (/^ignoreScripts:\s*true\b/m.test(yaml)) return held('pnpm-workspace.yaml: ignoreScripts');
  const letsAll =
    isOn(npmrc, 'dangerously-allow-all-builds') ||
    /^dangerouslyAllowAllBuilds:\s*true\b/m.test(yaml) ||
    own['dangerouslyAllowAllBuilds'] === true;
  if (letsAll) return open('dangerouslyAllowAllBuilds taken out of the settings of pnpm');
  if (own['onlyBuiltDependencies'] !== undefined)
    return held('package.json: pnpm.onlyBuiltDependencies');
  const list = /^(onlyBuiltDependencies|allowBuilds):/m.exec(yaml)?.[1];
  if (list !== undefined) return held(`pnpm-workspace.yaml: ${list}`);
  const isBlockList =
    own['neverBuiltDependencies'] !== undefined || /^neverBuiltDependencies:/m.test(yaml);
  const [major] = statedRelease('pnpm', given.manifest) ?? [version < 9 ? version : undefined];
  if (!isBlockList && major !== undefined && major >= 10)
    return held(`pnpm ${major} runs scripts only of packages that are listed`);
  return open(
    'pnpm 10 or newer as packageManager in package.json, or a list in pnpm.onlyBuiltDependencies',
  );
}

function ofYarnClassic(given: Given): ScriptGuard {
  if (/^\s*(--(\*|install)\.|--)?ignore-scripts\s+"?true\b/m.test(textOf(given, '.yarnrc')))
    return held('.yarnrc: ignore-scripts true');
  if (isOn(textOf(given, '.npmrc'), 'ignore-scripts')) return held('.npmrc: ignore-scripts=true');
  return open('`ignore-scripts true` in .yarnrc');
}

function ofYarnBerry(given: Given): ScriptGuard {
  const yaml = textOf(given, '.yarnrc.yml');
  const chosen = /^enableScripts:\s*["']?(true|false)/m.exec(yaml)?.[1];
  if (chosen === 'false') return held('.yarnrc.yml: enableScripts: false');
  const path = /^yarnPath:.*\byarn-(\d+)\.(\d+)/m.exec(yaml);
  const [major, minor = 0] = path
    ? [Number(path[1]), Number(path[2])]
    : (statedRelease('yarn', given.manifest) ?? []);
  const isLater = major !== undefined && (major > 4 || (major === 4 && minor >= 14));
  if (chosen === undefined && isLater)
    return held(`Yarn ${major}.${minor} runs scripts only of packages that are listed`);
  return open('`enableScripts: false` in .yarnrc.yml, or Yarn 4.14 without that setting');
}

function textOf({ settings }: Given, path: string): string {
  return settings.find((file) => file.path === path)?.text ?? '';
}

function isOn(npmrc: string, name: string): boolean {
  return settingIn(npmrc, name)?.value === 'true';
}

function held(fact: string): ScriptGuard {
  return { isHeld: true, fact };
}

function open(remedy: string): ScriptGuard {
  return { isHeld: false, remedy };
}
