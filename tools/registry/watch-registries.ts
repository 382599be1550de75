import type { Tree } from '../tree/tree.ts';
import { kindsRegistry } from './kinds-registry.ts';
import type { Registry } from './registry.ts';

const home = 'packages/watch/src';

/** The registries of watch: its notifiers, its kinds of monitors, its forms of exports and its kinds of receivers, one file each. */
export function watchRegistriesOf(tree: Tree): Registry[] {
  return [
    kindsRegistry(tree, `${home}/notifiers`, {
      type: "import type { Notifier } from './notifier.ts';",
      unit: 'notifier',
      list: 'notifiers: readonly Notifier[]',
    }),
    kindsRegistry(tree, `${home}/monitors`, {
      type: "import type { MonitorKind } from './monitor-kind.ts';",
      unit: 'monitor',
      list: 'monitorKinds: readonly MonitorKind[]',
    }),
    kindsRegistry(tree, `${home}/exports`, {
      type: "import type { ExportFormat } from './export-format.ts';",
      unit: 'format',
      list: 'exportFormats: readonly ExportFormat[]',
    }),
    kindsRegistry(tree, `${home}/forwarding`, {
      type: "import type { ForwardKind } from './forward-kind.ts';",
      unit: 'forwarding',
      list: 'forwardKinds: readonly ForwardKind[]',
    }),
  ];
}
