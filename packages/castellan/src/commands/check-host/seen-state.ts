import { type Evidence, type EvidenceName, hostStateOf, type Provide } from '@castellan/check';
import { type HostState, hostStateLimits } from '@castellan/core';

const names = ['hostAccounts', 'hostFiles', 'hostListeners', 'hostPrograms'] as const;

/** What watch compares from one look to the next, of the evidence that could be had. */
export async function seenState(provide: Provide): Promise<HostState> {
  const found: Partial<Record<EvidenceName, unknown>> = {};
  for (const name of names) found[name] = valueOf(await provide(name));
  const state = hostStateOf(found as Parameters<typeof hostStateOf>[0]);
  const small = Object.entries(state).filter(([, lines]) => lines.length <= hostStateLimits.lines);
  return Object.fromEntries(small);
}

function valueOf(evidence: Evidence<unknown>): unknown {
  return evidence.status === 'available' ? evidence.value : undefined;
}
