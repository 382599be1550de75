import { type ReactNode, useState } from 'react';
import { useChange } from '../../api/queries.ts';
import { useOwnPasskey } from '../../api/own-passkey.ts';
import { CopyLine } from '../../parts/copy-line.tsx';
import { ProveYourself } from '../../parts/prove-yourself.tsx';

/** Makes a link that signs in on another device, such as a phone. */
export function OtherDevice(): ReactNode {
  const make = useChange('makeSignInLink', ['listAudit']);
  const hasPasskey = useOwnPasskey();
  const [link, setLink] = useState<string>();
  if (link) {
    return (
      <>
        <CopyLine text={link} label="Link that signs you in" />
        <p className="hint">
          Open it on the other device within the hour. It works once, for whoever has it first, and
          is shown only now.
        </p>
      </>
    );
  }
  return (
    <ProveYourself
      label="Password, to confirm"
      act="Make a link"
      hasPasskey={hasPasskey}
      onProof={async (proof) => setLink((await make.mutateAsync({ body: { proof } })).url)}
    >
      <p className="hint">A link that signs you in on your phone, say, without typing.</p>
    </ProveYourself>
  );
}
