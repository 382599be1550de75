import { type FormEvent, type ReactNode, useState } from 'react';
import { useOwnPasskey } from '../../api/own-passkey.ts';
import { useChange } from '../../api/queries.ts';
import { CopyLine } from '../../parts/copy-line.tsx';
import { Field, textsOf } from '../../parts/field.tsx';
import { Problem } from '../../parts/page.tsx';
import { ProveYourself } from '../../parts/prove-yourself.tsx';
import { RecoveryCodes } from '../../parts/recovery-codes.tsx';

/** Puts a second factor in force in three steps: password, code, recovery codes. */
export function SecondFactor(): ReactNode {
  const begin = useChange('beginSecondFactor', []);
  const confirm = useChange('confirmSecondFactor', ['getMe', 'listPeople', 'listAudit']);
  const hasPasskey = useOwnPasskey();
  const [recoveryCodes, setRecoveryCodes] = useState<readonly string[]>();
  const onCode = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const { code = '' } = textsOf(event.currentTarget);
    setRecoveryCodes((await confirm.mutateAsync({ body: { code } })).recoveryCodes);
  };
  if (recoveryCodes) return <RecoveryCodes codes={recoveryCodes} />;
  if (begin.data) {
    return (
      <form className="narrow" onSubmit={(event) => void onCode(event).catch(() => undefined)}>
        <p>
          Enter this secret in your authenticator app, or <a href={begin.data.uri}>open it there</a>{' '}
          when the app is on this device.
        </p>
        <CopyLine text={begin.data.secret} label="Secret for the authenticator app" />
        <Field
          label="Code that the app shows"
          name="code"
          required
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={20}
        />
        <Problem error={confirm.error} />
        <button type="submit" className="main" disabled={confirm.isPending}>
          Put it in force
        </button>
      </form>
    );
  }
  return (
    <ProveYourself
      label="Your password"
      act="Set up a second factor"
      hasPasskey={hasPasskey}
      onProof={async (proof) => void (await begin.mutateAsync({ body: proof }))}
    >
      <p className="hint">
        A code from an authenticator app, asked for beside the password. A new one replaces the one
        before.
      </p>
    </ProveYourself>
  );
}
