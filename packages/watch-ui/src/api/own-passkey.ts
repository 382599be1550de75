import { passkeyPlace } from './passkeys.ts';
import { useApi } from './queries.ts';

/** Whether one has a passkey that can be used on this page. */
export function useOwnPasskey(): boolean {
  const passkeys = useApi('listPasskeys').data?.items ?? [];
  return passkeys.length > 0 && passkeyPlace() === 'here';
}
