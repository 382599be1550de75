import { type Coverage, type Heartbeat, wireLimits } from '@castellan/core';
import { guardVersion } from './config/guard-version.ts';
import { coverageReport } from './hooks/coverage.ts';
import { counters } from './verdict/counters.ts';
import { door } from './verdict/door.ts';
import { enforcement } from './verdict/enforcement.ts';
import { instanceId } from './verdict/instance.ts';

/** A sign of life, with what is covered and what was done so far. */
export function createHeartbeat(lost: number): Heartbeat {
  const {
    configuration: { app, environment },
    policy: { exceptions },
  } = enforcement();
  return {
    version: 1,
    time: new Date().toISOString(),
    app,
    environment,
    instance: instanceId(),
    nodeVersion: process.versions.node,
    guardVersion: guardVersion(),
    coverage: [...unknownDecisions(), ...coverageReport()]
      .slice(0, wireLimits.coverage)
      .map(({ path, cause, ...rest }) => ({
        ...rest,
        library: rest.library.slice(0, wireLimits.name),
        version: rest.version.slice(0, wireLimits.name),
        ...(path !== undefined && { path: path.slice(0, wireLimits.text) }),
        ...(cause !== undefined && { cause: cause.slice(0, wireLimits.text) }),
      })),
    ...(exceptions.uses.length > 0 && {
      exceptions: exceptions.uses
        .slice(0, wireLimits.list)
        .map(({ detection, route, input, until, used }) => ({
          detection,
          route: route.slice(0, wireLimits.name),
          input,
          until,
          used,
        })),
    }),
    counters: {
      faults: counters.faults + counters.overBudget,
      inspections: counters.inspected,
      blocks: counters.blocked,
      turnedAway: counters.turnedAway,
      truncated: counters.truncated,
      lost,
    },
  };
}

/** A watch newer than this guard may ask for what it cannot do: told like a library that it does not know. */
function unknownDecisions(): Coverage[] {
  if (door.unknown === 0) return [];
  return [
    {
      library: 'decisions of watch',
      version: guardVersion(),
      status: 'unprotected',
      layer: 'package',
      cause: `${door.unknown} decisions in force are of a kind that this guard does not know, and are not enforced: update it`,
    },
  ];
}
