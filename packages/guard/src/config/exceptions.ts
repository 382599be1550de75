import type { PolicyException } from './configuration.ts';
import { routeMatcher, wildcard } from './route-matcher.ts';

/** An exception, and how many calls it let through since the process started. */
interface ExceptionUse extends PolicyException {
  readonly used: number;
}

/** The false alarms that somebody accepted. */
export interface Exceptions {
  /** The exception that covers this now, to be counted when a call goes on because of it. */
  covers(
    detection: string,
    method: string,
    route: string,
    input: string,
    nowMs: number,
  ): { count(): void } | undefined;
  readonly uses: readonly ExceptionUse[];
}

const dayMs = 86_400_000;

/** Compiled once from the configuration. One that has ended covers nothing, and stays in the list. */
export function compileExceptions(exceptions: readonly PolicyException[]): Exceptions {
  const uses = exceptions.map((one) => ({ ...one, used: 0 }));
  const compiled = uses.map((use) => ({
    detection: use.detection,
    matches: routeMatcher(use.route),
    input: wildcard(use.input, '.'),
    endsMs: Date.parse(`${use.until}T00:00:00Z`) + dayMs,
    count: () => {
      use.used += 1;
    },
  }));
  return {
    uses,
    covers: (detection, method, route, input, nowMs) =>
      compiled.find(
        (one) =>
          one.detection === detection &&
          nowMs < one.endsMs &&
          one.input.test(input) &&
          one.matches(method, route),
      ),
  };
}
