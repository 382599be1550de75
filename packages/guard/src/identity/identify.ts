import type { IdentifiedUser } from './identity.ts';

export type { IdentifiedUser };

/** What the running guard does with what an app tells; set at start. */
export interface IdentityHandlers {
  readonly identify: (user: IdentifiedUser) => boolean;
  readonly stepUpRequired: () => boolean;
  readonly stepUpDone: () => void;
}

/** By the registry, so that an app's own copy of the package speaks to the guard that runs. */
const kHandlers: unique symbol = Symbol.for('castellan.guard.identity') as never;

const holder = globalThis as { [kHandlers]?: IdentityHandlers };

/** Called once at start. */
export function handleIdentity(handlers: IdentityHandlers): void {
  Object.defineProperty(globalThis, kHandlers, { value: handlers, configurable: true });
}

/**
 * Tells guard for whom the current request is made. False when a decision refuses that user: the
 * request has had its answer, and the app should go no further. True without guard. Never throws.
 *
 * @example
 * app.use((req, res, next) => {
 *   if (identify({ id: req.account.id })) next();
 * });
 */
export function identify(user: IdentifiedUser): boolean {
  return holder[kHandlers]?.identify(user) ?? true;
}

/**
 * Whether whoever makes the current request has to prove again who they are; until then everything
 * is refused to them but the paths in `stepUpPaths`. False without guard. Never throws.
 */
export function stepUpRequired(): boolean {
  return holder[kHandlers]?.stepUpRequired() ?? false;
}

/**
 * Tells guard that whoever makes the current request has just proved who they are. Counts for the
 * session that the request has now, until the decision ends. Never throws.
 */
export function stepUpDone(): void {
  holder[kHandlers]?.stepUpDone();
}
