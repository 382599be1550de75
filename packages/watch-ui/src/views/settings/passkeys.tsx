import { type ReactNode, useState } from 'react';
import { makePasskey, passkeyPlace } from '../../api/passkeys.ts';
import { useApi, useChange } from '../../api/queries.ts';
import type { Passkey } from '../../api/types.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Field } from '../../parts/field.tsx';
import { Loading, Problem } from '../../parts/page.tsx';
import { ProveYourself } from '../../parts/prove-yourself.tsx';
import { RecoveryCodes } from '../../parts/recovery-codes.tsx';
import { say } from '../../parts/toasts.tsx';
import { OwnWaysIn } from './own-ways-in.tsx';

const stale = ['listPasskeys', 'getMe', 'listPeople', 'listAudit'] as const;

/** One’s passkeys: added, and taken away. */
export function Passkeys(): ReactNode {
  const { data, error } = useApi('listPasskeys');
  const [removing, setRemoving] = useState<Passkey>();
  const [codes, setCodes] = useState<readonly string[]>();
  if (!data) return error ? <Problem error={error} /> : <Loading />;
  return (
    <>
      <p className="hint">
        A passkey signs you in without a password: your device or your password manager keeps it,
        and asks for your finger, your face or a PIN.
      </p>
      {data.items.length > 0 && (
        <OwnWaysIn
          items={data.items}
          title="Passkey"
          since="Made"
          act="Take away"
          show={({ name }) => name}
          nameOf={({ name }) => `the passkey ${name}`}
          onRemove={setRemoving}
        />
      )}
      {codes && <RecoveryCodes codes={codes} />}
      <AddPasskey isPossible={data.canAdd} hasPasskey={data.items.length > 0} onCodes={setCodes} />
      {removing && (
        <RemovePasskey
          passkey={removing}
          isLast={data.items.length === 1}
          onClose={() => setRemoving(undefined)}
        />
      )}
    </>
  );
}

function AddPasskey({
  isPossible,
  hasPasskey,
  onCodes,
}: {
  isPossible: boolean;
  hasPasskey: boolean;
  onCodes: (codes: readonly string[] | undefined) => void;
}): ReactNode {
  const begin = useChange('beginPasskey', []);
  const add = useChange('addPasskey', stale);
  const place = passkeyPlace();
  if (!isPossible || place === 'nowhere') {
    return (
      <p className="hint">
        None can be made here: this needs a browser of today, and a console that is reached by a
        name over HTTPS.
      </p>
    );
  }
  if (place !== 'here') {
    return (
      <p className="hint">
        Browsers make none at a bare address. Sign in at{' '}
        <a href={`${place.address}/settings`}>{place.address}</a> to make one there.
      </p>
    );
  }
  return (
    <ProveYourself
      label="Password, to make a passkey"
      act="Make a passkey"
      hasPasskey={hasPasskey}
      onProof={async (proof, { name = '' }) => {
        const passkey = await makePasskey(await begin.mutateAsync({ body: { proof } }));
        const added = await add.mutateAsync({ body: { name: name.trim() || 'Passkey', passkey } });
        onCodes(added.recoveryCodes);
        say('Your new passkey signs you in from now on.');
      }}
    >
      <Field
        label="Name of the passkey"
        name="name"
        maxLength={200}
        autoComplete="off"
        hint="Where it is kept: my laptop, say."
      />
    </ProveYourself>
  );
}

function RemovePasskey({
  passkey,
  isLast,
  onClose,
}: {
  passkey: Passkey;
  isLast: boolean;
  onClose: () => void;
}): ReactNode {
  const remove = useChange('removePasskey', stale);
  return (
    <Dialog title={`Take ${passkey.name} away?`} onClose={onClose}>
      <p>
        It signs nobody in any more.
        {isLast && ' It is your last one: without a code of an app you sign in by password alone.'}
      </p>
      <ProveYourself
        label="Password, to take it away"
        act="Take it away"
        isDanger
        hasPasskey={passkeyPlace() === 'here'}
        onProof={async (proof) => {
          await remove.mutateAsync({ params: { id: passkey.id }, body: { proof } });
          say(`${passkey.name} is gone.`);
          onClose();
        }}
      />
    </Dialog>
  );
}
