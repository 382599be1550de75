import { type ReactNode, useState } from 'react';
import { useChange } from '../../api/queries.ts';
import { ConfirmPassword } from '../../parts/confirm-password.tsx';
import { CopyLine } from '../../parts/copy-line.tsx';

/** Makes a link that signs in on another device, such as a phone. */
export function OtherDevice(): ReactNode {
  const make = useChange('makeSignInLink', ['listAudit']);
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
    <ConfirmPassword
      hint="A link that signs you in on your phone, say, without typing."
      label="Password, to confirm"
      act="Make a link"
      error={make.error}
      isPending={make.isPending}
      onPassword={async (password) => setLink((await make.mutateAsync({ body: { password } })).url)}
    />
  );
}
