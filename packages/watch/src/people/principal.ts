import type { Role } from './roles.ts';
import type { SecondFactorState } from './second-factor-state.ts';

/** Who makes a request: a person with a session, or a program with an API token. */
export interface Principal {
  readonly kind: 'person' | 'api-token';
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** The apps that they see; `undefined` is all. See `app-scope.ts`. */
  readonly apps: readonly string[] | undefined;
  readonly address: string;
  /** Of a person with a session. Programs have none, and need none. */
  readonly secondFactor?: SecondFactorState;
  /** Until when it may be missing, where it is `due`. */
  readonly secondFactorDueAt?: Date | undefined;
}

/** Watch itself, for acts that nobody asked for, such as retention. */
export const system = {
  kind: 'system',
  id: undefined,
  name: 'castellan watch',
  address: '',
} as const;
