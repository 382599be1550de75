import { type ReactNode, useState } from 'react';
import { useOwnPasskey } from '../../../api/own-passkey.ts';
import { leaveFor } from '../../../api/provider-trip.ts';
import { useChange } from '../../../api/queries.ts';
import type { OwnProvider } from '../../../api/types.ts';
import { Dialog } from '../../../parts/dialog.tsx';
import { ProveYourself } from '../../../parts/prove-yourself.tsx';
import { say } from '../../../parts/toasts.tsx';
import { OwnWaysIn } from '../own-ways-in.tsx';

type Link = OwnProvider['items'][number];

/** One’s accounts at the provider, by which one signs in: linked, and taken away. */
export function ProviderLinks({ own: { label, items } }: { own: OwnProvider }): ReactNode {
  const [removing, setRemoving] = useState<Link>();
  const begin = useChange('beginProviderLink', []);
  const hasPasskey = useOwnPasskey();
  const isLinked = items.some(({ isInUse }) => isInUse);
  return (
    <>
      {items.length > 0 && (
        <OwnWaysIn
          items={items}
          title="Account there"
          since="Linked"
          act="Unlink"
          show={({ email, issuer, isInUse }) => (
            <>
              {email === '' ? 'without an address' : email}
              <small>{isInUse ? label : `${issuer}, not in use now`}</small>
            </>
          )}
          nameOf={({ email }) => email}
          onRemove={setRemoving}
        />
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
