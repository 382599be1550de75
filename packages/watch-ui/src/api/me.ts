import { mayCall, type Operation } from './call.ts';
import { useApi } from './queries.ts';
import type { Me } from './types.ts';

/** Who is signed in. Pages that use it are only shown to somebody who is. */
export function useMe(): Me | undefined {
  return useApi('getMe').data;
}

/** Whether whoever is signed in may do this. */
export function useMay(name: Operation): boolean {
  const me = useMe();
  return me !== undefined && mayCall(me, name);
}
