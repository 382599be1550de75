/** The parameter of a query in which the request of a drill carries its value. */
export const drillParameter = 'castellan-drill';

/** So many ingest tokens of an app a drill is for at most. */
export const mostDrillProofs = 8;

/** What a drill is known by, and what shows that watch asked for it. */
export interface DrillValue {
  /** Id of the drill, and until when (Unix seconds) guard is to believe it. */
  readonly mark: string;
  /** One for each ingest token of the app: the beginning of an HMAC that only watch and its guard can make. */
  readonly proofs: readonly string[];
}

/** Harmless, and an attack for every detection of SQL injection: it ends a string and adds a condition. */
const attack = `' or '1'='1`;
const shape = /^([0-9a-f-]{36}~\d{10})\.([0-9a-f]{32}(?:\.[0-9a-f]{32}){0,7})' or '1'='1$/;

export function drillMark(id: string, untilSeconds: number): string {
  return `${id}~${untilSeconds}`;
}

/** The id and the end in a mark; `undefined` for what is none. */
export function readDrillMark(
  mark: string,
): { readonly id: string; readonly untilSeconds: number } | undefined {
  const [, id, until] = /^([0-9a-f-]{36})~(\d{10})$/.exec(mark) ?? [];
  return id === undefined ? undefined : { id, untilSeconds: Number(until) };
}

/** What is signed, with the hex SHA-256 of an ingest token as the key; 32 hex digits of it are the proof. */
export function drillMessage(mark: string): string {
  return `castellan drill ${mark}`;
}

/** What stands in the query, not encoded. */
export function writeDrillValue({ mark, proofs }: DrillValue): string {
  return `${mark}.${proofs.join('.')}${attack}`;
}

export function readDrillValue(value: string): DrillValue | undefined {
  const [, mark, proofs] = shape.exec(value) ?? [];
  if (mark === undefined || proofs === undefined) return undefined;
  return { mark, proofs: proofs.split('.') };
}
