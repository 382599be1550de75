import { fileURLToPath } from 'node:url';
import type { BuiltinHook } from '../../hooks/builtin.ts';
import { reportCoverage } from '../../hooks/coverage.ts';
import { hasModuleHooks } from '../../hooks/esm.ts';
import { watchModuleRequests, type ModuleRequest } from '../../hooks/module-requests.ts';
import { nodeModule, nodePath as path } from '../../hooks/originals.ts';
import { isRefusedWith } from '../../verdict/probe.ts';
import { judgeModule } from '../module-call.ts';

const LIBRARY = 'node:module';
const POINTS = {
  require: { library: LIBRARY, api: 'require' },
  import: { library: LIBRARY, api: 'import' },
} as const;
/** A path, or a URL of any scheme; package names are neither. */
const PATH_OR_URL = /^(?:\.{0,2}[\\/]|\.{1,2}$|[a-z][a-z0-9+.-]*:)/i;
const PROBE_PATH = '/castellan-probe/../../../../castellan-probe';

/** `require`, however it was made, and `import()`: what they load is run. */
export const sink: BuiltinHook = {
  library: LIBRARY,
  install: () => {
    watchModuleRequests(refuse);
    if (!hasModuleHooks()) reportUncoveredImports();
    return true;
  },
  selfCheck: () => isRefusedWith(PROBE_PATH, requireMissing),
};

function refuse({ specifier, api, parent }: ModuleRequest): void {
  if (!PATH_OR_URL.test(specifier)) return;
  const blocked = judgeModule(POINTS[api], specifier, () => folderOf(parent));
  if (blocked !== undefined) throw blocked;
}

function folderOf(parent: string | undefined): string {
  if (parent === undefined) return process.cwd();
  if (!parent.startsWith('file:')) {
    return path.isAbsolute(parent) ? path.dirname(parent) : process.cwd();
  }
  try {
    return path.dirname(fileURLToPath(parent));
  } catch {
    return process.cwd();
  }
}

/** Where nothing refuses, Node does not find the file. */
function requireMissing(file: string): void {
  try {
    nodeModule.createRequire(import.meta.url)(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
  }
}

function reportUncoveredImports(): void {
  const version = process.versions.node;
  const cause = 'this version of Node has no sound hooks for import()';
  reportCoverage({
    library: `${LIBRARY} import()`,
    version,
    layer: 'builtin',
    status: 'unprotected',
    cause,
  });
}
