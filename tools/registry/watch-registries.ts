import type { Tree } from '../tree/tree.ts';
import { camelCase, headline, type Registry } from './registry.ts';

const home = 'packages/watch/src/';

/** The registries of watch: its notifiers, its kinds of monitors and its forms of exports, one file each. */
export function watchRegistriesOf(tree: Tree): Registry[] {
  return [
    registry(tree, 'notifiers', {
      type: "import type { Notifier } from './notifier.ts';",
      unit: 'notifier',
      list: 'notifiers: readonly Notifier[]',
    }),
    registry(tree, 'monitors', {
      type: "import type { MonitorKind } from './monitor-kind.ts';",
      unit: 'monitor',
      list: 'monitorKinds: readonly MonitorKind[]',
    }),
    registry(tree, 'exports', {
      type: "import type { ExportFormat } from './export-format.ts';",
      unit: 'format',
      list: 'exportFormats: readonly ExportFormat[]',
    }),
  ];
}

interface Shape {
  readonly type: string;
  /** What each file exports. */
  readonly unit: string;
  readonly list: string;
}

function registry({ paths }: Tree, folder: string, { type, unit, list }: Shape): Registry {
  const kinds = `${home}${folder}/kinds/`;
  const names = [...paths]
    .filter((path) => path.startsWith(kinds) && !path.endsWith('.test.ts'))
    .map((path) => path.slice(kinds.length))
    .map((file) => [file, camelCase(file)] as const);
  const text = `${headline}${type}
${names.map(([file, name]) => `import { ${unit} as ${name} } from './kinds/${file}';\n`).join('')}
export const ${list} = [
${names.map(([, name]) => `  ${name},\n`).join('')}];
`;
  return { path: `${home}${folder}/registry.generated.ts`, text };
}
