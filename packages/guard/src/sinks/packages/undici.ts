import type { PackageFile, PackageHook } from '../../hooks/package-hook.ts';
import { isRefusedWith } from '../../verdict/probe.ts';
import { guardDispatcher } from '../connections/guard-dispatcher.ts';
import { sinkHook } from '../sink-hook.ts';

interface DispatcherBase {
  prototype: { dispatch: (this: unknown, options: object, handler: object) => unknown };
}

const file: PackageFile = {
  path: 'lib/dispatcher/dispatcher-base.js',
  apply: (exports) =>
    guardDispatcher((exports as DispatcherBase).prototype, { library: 'undici', api: 'request' }),
  selfCheck: (exports) =>
    isRefusedWith('http://127.0.0.1:9/', () =>
      (exports as DispatcherBase).prototype.dispatch.call({}, { origin: 'http://127.0.0.1:9' }, {}),
    ),
};

export const hooks: readonly PackageHook[] = [sinkHook('undici', [file])];
