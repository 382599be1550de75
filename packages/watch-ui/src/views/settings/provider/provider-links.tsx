import { type ReactNode, useState } from 'react';
import { passkeyPlace } from '../../../api/passkeys.ts';
import { leaveFor } from '../../../api/provider-trip.ts';
import { useApi, useChange } from '../../../api/queries.ts';
import type { OwnProvider } from '../../../api/types.ts';
import { Dialog } from '../../../parts/dialog.tsx';
import { ProveYourself } from '../../../parts/prove-yourself.tsx';
import { Ago } from '../../../parts/time.tsx';
import { say } from '../../../parts/toasts.tsx';

type Link = OwnProvider['items'][number];

/** One’s accounts at the provider, by which one signs in: linked, and taken away. */
export function ProviderLinks({ own: { label, items } }: { own: OwnProvider }): ReactNode {
  const [removing, setRemoving] = useState<Link>();
  const begin = useChange('beginProviderLink', []);
  const passkeys = useApi('listPasskeys').data?.items ?? [];
  const hasPasskey = passkeys.length > 0 && passkeyPlace() === 'here';
  const isLinked = items.some(({ isInUse }) => isInUse);
  return (
    <>
      {items.length > 0 && (
        <table className="table passkeys">
          <thead>
            <tr>
              <th scope="col">Account there</th>
              <th scope="col">Used</th>
              <th scope="col">Linked</th>
              <th scope="col">
                <span className="unseen">Take away</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <tr key={one.id}>
                <td>
                  {one.email === '' ? 'without an address' : one.email}
                  <small>{one.isInUse ? label : `${one.issuer}, not in use now`}</small>
                </td>
                <td className="when">
                  {one.usedAt === undefined ? 'never' : <Ago time={one.usedAt} />}
                </td>
                <td className="when">
                  <Ago time={one.createdAt} />
                </td>
                <td className="right">
                  <button type="button" onClick={() => setRemoving(one)}>
                    Unlink<span className="unseen"> {one.email}</span>
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {label !== undefined && !isLinked && (
        <ProveYourself
          label={`Password, to link ${label}`}
          act={`Link ${label}`}
          hasPasskey={hasPasskey}
          onProof={async (proof) => {
            const { url } = await begin.mutateAsync({ body: { proof } });
            leaveFor(url, '/settings');
          }}
        >
          <p className="hint">
            You go to {label} and come back; from then on your account there signs you in here.
          </p>
        </ProveYourself>
      )}
      {removing && (
        <Unlink link={removing} hasPasskey={hasPasskey} onClose={() => setRemoving(undefined)} />
      )}
    </>
  );
}

function Unlink({
  link: { id, email },
  hasPasskey,
  onClose,
}: {
  link: Link;
  hasPasskey: boolean;
  onClose: () => void;
}): ReactNode {
  const remove = useChange('unlinkProvider', ['getOwnProvider', 'listPeople', 'listAudit']);
  return (
    <Dialog title={`Unlink ${email}?`} onClose={onClose}>
      <p>This account of the provider signs you in no more.</p>
      <ProveYourself
        label="Password, to unlink it"
        act="Unlink it"
        isDanger
        hasPasskey={hasPasskey}
        onProof={async (proof) => {
          await remove.mutateAsync({ params: { id }, body: { proof } });
          say(`${email} is unlinked.`);
          onClose();
        }}
      />
    </Dialog>
  );
}
