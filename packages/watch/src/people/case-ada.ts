import { randomUUID } from 'node:crypto';
import type { Principal } from './principal.ts';

/** An owner who sees all, for tests. */
export const ada: Principal & { readonly kind: 'person' } = {
  kind: 'person',
  id: randomUUID(),
  name: 'Ada',
  role: 'owner',
  apps: undefined,
  address: '127.0.0.1',
};

/** Another one. */
export const bo: typeof ada = { ...ada, id: randomUUID(), name: 'Bo' };
