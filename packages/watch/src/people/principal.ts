import type { Role } from './roles.ts';

/** Who makes a request: a person with a session, or a program with an API token. */
export interface Principal {
  readonly kind: 'person' | 'api-token';
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** The apps that they see; `undefined` is all. See `app-scope.ts`. */
  readonly apps: readonly string[] | undefined;
  readonly address: string;
}

/** Watch itself, for acts that nobody asked for, such as retention. */
export const system = {
  kind: 'system',
  id: undefined,
  name: 'castellan watch',
  address: '',
} as const;
