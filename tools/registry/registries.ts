import type { Tree } from '../tree/tree.ts';
import { checkRegistriesOf } from './check-registries.ts';
import { camelCase, headline, type Registry } from './registry.ts';
import { watchRegistriesOf } from './watch-registries.ts';

const home = 'packages/guard/src/';
const hookTypes =
  "import type { BuiltinHook } from '../hooks/builtin.ts';\nimport type { PackageHook } from '../hooks/package-hook.ts';";

/** The registries as they should stand, made from the tree alone. */
export function registriesOf(tree: Tree): Registry[] {
  const detectors = filesIn(tree, /^detections\/[^/]+\/detector\.ts$/);
  const lazySinks = exporting(tree, filesIn(tree, /^sinks\/lazy\/[^/]+\.ts$/), 'sink');
  const sources = exporting(tree, filesIn(tree, /^sources\/builtin\/[^/]+\.ts$/), 'source');
  const lazySources = exporting(tree, filesIn(tree, /^sources\/lazy\/[^/]+\.ts$/), 'source');
  const builtins = exporting(tree, filesIn(tree, /^sinks\/builtin\/[^/]+\.ts$/), 'sink');
  const packages = exporting(tree, filesIn(tree, /^sinks\/packages\/[^/]+\.ts$/), 'hooks');
  const frameworks = exporting(tree, filesIn(tree, /^sources\/frameworks\/[^/]+\.ts$/), 'hooks');
  return [
    registry('detections', "import type { Detection } from './detection.ts';", [
      { name: 'detections', type: 'Detection', of: 'detection', files: detectors },
    ]),
    registry('sinks', hookTypes, [
      { name: 'builtinSinks', type: 'BuiltinHook', of: 'sink', files: builtins },
      { name: 'lazySinks', type: 'BuiltinHook', of: 'sink', files: lazySinks },
      { name: 'packageHooks', type: 'PackageHook', of: 'hooks', files: packages },
    ]),
    registry('sources', hookTypes, [
      { name: 'builtinSources', type: 'BuiltinHook', of: 'source', files: sources },
      { name: 'lazySources', type: 'BuiltinHook', of: 'source', files: lazySources },
      { name: 'frameworkHooks', type: 'PackageHook', of: 'hooks', files: frameworks },
    ]),
    ...checkRegistriesOf(tree),
    ...watchRegistriesOf(tree),
  ];
}

interface List {
  readonly name: string;
  readonly type: string;
  /** What each file exports: one unit, or `hooks`, a list of them. */
  readonly of: 'detection' | 'sink' | 'source' | 'hooks';
  /** Paths from guard's sources. */
  readonly files: readonly string[];
}

function registry(folder: string, types: string, lists: readonly List[]): Registry {
  const imports = lists.flatMap(({ of, files }) =>
    files.map(
      (file) => `import { ${of} as ${nameOf(file)} } from './${file.slice(folder.length + 1)}';\n`,
    ),
  );
  const bodies = lists.map(({ name, type, of, files }) => {
    const entries = files.map((file) => `  ${of === 'hooks' ? '...' : ''}${nameOf(file)},\n`);
    return `export const ${name}: readonly ${type}[] = [\n${entries.join('')}];\n`;
  });
  const text = `${headline}${types}\n${imports.join('')}\n${bodies.join('')}`;
  return { path: `${home}${folder}/registry.generated.ts`, text };
}

function filesIn({ paths }: Tree, pattern: RegExp): string[] {
  return [...paths]
    .filter((path) => path.startsWith(home))
    .map((path) => path.slice(home.length))
    .filter((path) => pattern.test(path) && !/\.(test|bench)\.ts$/.test(path));
}

function exporting(tree: Tree, files: readonly string[], name: string): string[] {
  return files.filter((file) =>
    new RegExp(`^export const ${name}\\b`, 'm').test(tree.read(home + file)),
  );
}

/** `detections/sql-injection/detector.ts` → `sqlInjection`, `sinks/packages/pg.ts` → `pg`. */
function nameOf(file: string): string {
  const parts = file.replace(/\.ts$/, '').split('/');
  const name = parts.at(-1) === 'detector' ? (parts.at(-2) ?? '') : (parts.at(-1) ?? '');
  return camelCase(name);
}
