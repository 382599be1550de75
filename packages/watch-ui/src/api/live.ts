import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { Operation } from './call.ts';
import { operations } from './operations.generated.ts';

/** Which lists each notice makes stale. */
const staleBy: Readonly<Record<string, readonly Operation[]>> = {
  incident: [
    'listIncidents',
    'getIncident',
    'listRelatedIncidents',
    'listAttackers',
    'listCampaigns',
    'getOverview',
    'listEvents',
    'summariseEvents',
    'getDrill',
  ],
  heartbeat: ['listApps', 'listInstances', 'getOverview', 'listTokens'],
  decision: ['listDecisions', 'listIncidents', 'getIncident', 'getOverview', 'listFirings'],
  users: ['listUsers', 'getUser', 'listIncidents', 'getIncident', 'listAttackers'],
  delivery: ['listChannels', 'listDeliveries', 'getDrill'],
  forward: ['listDestinations'],
  drill: ['listDrills', 'getDrill', 'getOverview', 'listPractices', 'getPractice'],
  monitor: ['listMonitors', 'listLooks', 'listVendors'],
  work: [
    'listWork',
    'getWork',
    'countWork',
    'getIncidentWork',
    'listPractices',
    'getPractice',
    'getCompliance',
  ],
  playbook: ['listPlaybooks', 'listFirings'],
};
const everything = [...new Set(Object.values(staleBy).flat())];

/** Notices of a busy minute are gathered, so that the lists are read at most this often. */
const gatherMs = 300;
const restMs = 1_000;
const reopenMs = 3_000;

/** How the stream of notices stands. */
export type LiveState = 'connecting' | 'on' | 'off';

let state: LiveState = 'connecting';
const watchers = new Set<() => void>();

function tell(now: LiveState): void {
  state = now;
  for (const watcher of watchers) watcher();
}

export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => state,
  );
}

/** Keeps what is shown current for as long as somebody is signed in; returns how to stop. */
export function followNotices(client: QueryClient): () => void {
  let source: EventSource;
  let reopening: ReturnType<typeof setTimeout> | undefined;
  const waiting = new Set<Operation>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let readAt = -restMs;
  let wasConnected = false;
  const refresh = (stale: readonly Operation[]): void => {
    for (const one of stale) waiting.add(one);
    timer ??= setTimeout(
      () => {
        timer = undefined;
        readAt = performance.now();
        const names = [...waiting];
        waiting.clear();
        for (const name of names) void client.invalidateQueries({ queryKey: [name] });
      },
      Math.max(gatherMs, readAt + restMs - performance.now()),
    );
  };
  const open = (): void => {
    source = new EventSource(operations.stream.path);
    for (const [type, stale] of Object.entries(staleBy)) {
      source.addEventListener(type, () => refresh(stale));
    }
    source.addEventListener('gap', () => refresh(everything));
    source.addEventListener('open', () => {
      // What happened while the stream was away has not been told.
      if (wasConnected) refresh(everything);
      wasConnected = true;
      tell('on');
    });
    source.addEventListener('error', () => {
      tell('off');
      // A browser comes back by itself after a broken connection, and never after an answer such as 503.
      if (source.readyState === EventSource.CLOSED) reopening = setTimeout(open, reopenMs);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    clearTimeout(reopening);
    source.close();
    tell('connecting');
  };
}
