import { coverageReport } from '../hooks/coverage.ts';

/** What a process holds that waits for connections; read by name, since nothing else tells. */
const serverResources = new Set(['TCPServerWrap', 'PipeServerWrap']);

/** False for programs that merely run under guard, such as npm or a script of a second. */
export function isAnApp(): boolean {
  return (
    coverageReport().some(({ layer }) => layer !== 'builtin') ||
    process.getActiveResourcesInfo().some((resource) => serverResources.has(resource))
  );
}
