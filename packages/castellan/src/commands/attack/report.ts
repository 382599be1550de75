import path from 'node:path';
import {
  type AttackRecord,
  check,
  type CheckReport,
  collectors,
  diskSource,
  type HoleKind,
  rules,
  Session,
  targetOf,
} from '@castellan/check';
import { version } from '../../version.ts';

/** Judges what a run saw, as every other report of check is judged: acceptances and gate included. */
export function reportOf(
  record: AttackRecord,
  kinds: readonly HoleKind[] | undefined,
): Promise<CheckReport> {
  const session = new Session(diskSource(process.cwd()));
  const fitting = rules.filter((rule) => targetOf(rule) === 'app');
  const time = new Date().toISOString();
  return check({
    target: record.target,
    kind: 'app',
    castellan: version(),
    now: Date.now(),
    provide: (name) =>
      name === 'appAttack'
        ? Promise.resolve({
            status: 'available',
            value: withRelativePlaces(record),
            origin: 'castellan attack',
            time,
            elapsedMs: record.elapsedMs,
          })
        : session.ask<unknown>(collectors[name]),
    rules:
      kinds === undefined
        ? fitting
        : fitting.filter(({ id }) => kinds.some((kind) => id === `attack/${kind}`)),
  });
}

/** Lines of code as the people who read the report know them: from the working directory. */
function withRelativePlaces(record: AttackRecord): AttackRecord {
  return {
    ...record,
    holes: record.holes.map((hole) => {
      if (hole.location === undefined) return hole;
      const file = path.relative(process.cwd(), hole.location.file).replaceAll('\\', '/');
      return { ...hole, location: { ...hole.location, file } };
    }),
  };
}
