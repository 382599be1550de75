const quietMs = 60_000;
/** Kinds of errors that are kept apart; more are told each time. */
const mostKinds = 100;

/** Where each kind of error stands. */
interface Told {
  at: number;
  held: number;
}

/**
 * Writes errors of a server that goes on: each kind once a minute with how many like it were held back,
 * so that a full disk or a database that is away does not fill the log by every request that meets it.
 */
export function errorLog(
  write: (line: string) => void,
  now: () => number = Date.now,
): (error: unknown) => void {
  const told = new Map<string, Told>();
  return (error) => {
    const kind = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const before = told.get(kind);
    if (before !== undefined && now() - before.at < quietMs) {
      before.held += 1;
      return;
    }
    if (told.size >= mostKinds) told.clear();
    told.set(kind, { at: now(), held: 0 });
    const text = error instanceof Error ? (error.stack ?? kind) : kind;
    const held = before?.held ?? 0;
    write(`castellan watch: ${text}${held === 0 ? '' : `\n  and ${held} times more in between`}\n`);
  };
}
