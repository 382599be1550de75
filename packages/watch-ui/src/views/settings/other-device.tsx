import { type FormEvent, type ReactNode, useState } from 'react';
import { useChange } from '../../api/queries.ts';
import { CopyLine } from '../../parts/copy-line.tsx';
import { Field, textsOf } from '../../parts/field.tsx';
import { Problem } from '../../parts/page.tsx';

/** Makes a link that signs in on another device, such as a phone. */
export function OtherDevice(): ReactNode {
  const make = useChange('makeSignInLink', ['listAudit']);
  const [link, setLink] = useState<string>();
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const { password = '' } = textsOf(event.currentTarget);
    setLink((await make.mutateAsync({ body: { password } })).url);
  };
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
    <form className="narrow" onSubmit={(event) => void submit(event).catch(() => undefined)}>
      <p className="hint">A link that signs you in on your phone, say, without typing.</p>
      <Field
        label="Password, to confirm"
        name="password"
        type="password"
        required
        autoComplete="current-password"
      />
      <Problem error={make.error} />
      <button type="submit" disabled={make.isPending}>
        Make a link
      </button>
    </form>
  );
}
