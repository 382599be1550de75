/** Who a request is made for, as the app says. */
export interface IdentifiedUser {
  /** The app's own id of the user. It leaves the process as it is, or hashed with `userIdKey`. */
  readonly id: string | number | bigint;
  /** A name that people know the user by. Sent only when given, and never with `userIdKey`. */
  readonly name?: string;
  /** What tells this session from others where the app keeps its own; only its fingerprint is kept. */
  readonly session?: string;
}

/** The same in the form that guard keeps for the length of a request. */
export interface Identity {
  readonly id: string;
  readonly name?: string;
  readonly session?: string;
}

/** How long an id may be before it is cut. */
const maxIdChars = 256;
const maxNameChars = 100;

/** What an app handed over; `undefined` when nobody is named by it. Never throws. */
export function readIdentity(user: unknown): Identity | undefined {
  if (typeof user !== 'object' || user === null) return undefined;
  try {
    const { id, name, session } = user as Partial<Record<keyof IdentifiedUser, unknown>>;
    const text = idText(id);
    if (text === undefined) return undefined;
    return {
      id: text,
      ...(typeof name === 'string' && name !== '' && { name: name.slice(0, maxNameChars) }),
      ...(typeof session === 'string' && session !== '' && { session }),
    };
  } catch {
    return undefined;
  }
}

/** An id as text; `undefined` for what is none. */
export function idText(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return typeof value === 'string' && value !== '' ? value.slice(0, maxIdChars) : undefined;
}
