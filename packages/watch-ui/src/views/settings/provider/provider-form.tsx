import { type FormEvent, type ReactNode, useRef } from 'react';
import type { Operation } from '../../../api/call.ts';
import { useChange } from '../../../api/queries.ts';
import type { SignInProvider } from '../../../api/types.ts';
import { Field } from '../../../parts/field.tsx';
import { Problem } from '../../../parts/page.tsx';
import { say } from '../../../parts/toasts.tsx';
import { readProvider } from './read-provider.ts';
import { AdmissionFields, FactorFields, RoleFields, Tick } from './rule-fields.tsx';

/** Everything that is set of a provider; it can be tested before it is saved. */
export function ProviderForm({
  provider,
  stale,
}: {
  provider: SignInProvider | undefined;
  stale: readonly Operation[];
}): ReactNode {
  const form = useRef<HTMLFormElement>(null);
  const save = useChange('setSignInProvider', stale);
  const test = useChange('testSignInProvider', ['listAudit']);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const body = readProvider(new FormData(event.currentTarget));
    save.mutate(
      { body },
      {
        onSuccess: () =>
          say(body.isOn ? `People can sign in through ${body.label}.` : 'Saved, and off.'),
      },
    );
  };
  const onTest = (): void => {
    if (form.current?.reportValidity() !== true) return;
    test.mutate({ body: readProvider(new FormData(form.current)) });
  };
  return (
    <form className="channel-form" ref={form} onSubmit={submit}>
      <ClientFields provider={provider} />
      <AdmissionFields rules={provider?.rules} />
      <RoleFields rules={provider?.rules} />
      <FactorFields rules={provider?.rules} />
      <Tick name="isOn" isTicked={provider?.isOn ?? true}>
        On: the button stands on the sign-in page
      </Tick>
      <Problem error={save.error} />
      <div className="actions">
        <button type="submit" className="main" disabled={save.isPending}>
          Save
        </button>
        <button type="button" disabled={test.isPending} onClick={onTest}>
          {test.isPending ? 'Asking…' : 'Test now'}
        </button>
      </div>
      <div role="status">
        <Problem error={test.error} />
        {test.data && !test.isPending && <TestOutcome {...test.data} />}
      </div>
    </form>
  );
}

function ClientFields({ provider }: { provider: SignInProvider | undefined }): ReactNode {
  const isKept = provider?.hasSecret === true;
  return (
    <fieldset>
      <legend>The provider</legend>
      <Field
        label="Issuer"
        name="issuer"
        type="url"
        required
        spellCheck={false}
        autoComplete="off"
        defaultValue={provider?.issuer ?? ''}
        placeholder="https://login.example.com/realms/team"
        hint="What stands before /.well-known/openid-configuration."
      />
      <div className="pair">
        <Field
          label="Client id"
          name="clientId"
          required
          spellCheck={false}
          autoComplete="off"
          defaultValue={provider?.clientId ?? ''}
        />
        <Field
          label="Client secret"
          name="clientSecret"
          type="password"
          autoComplete="new-password"
          hint={
            isKept
              ? 'Leave it empty to keep what is stored. Stored encrypted.'
              : 'Leave it empty for a public client. Stored encrypted.'
          }
        />
      </div>
      {isKept && <Tick name="hasNoSecret">Forget the secret: it is a public client now</Tick>}
      <Field
        label="Name on the button"
        name="label"
        required
        maxLength={200}
        autoComplete="off"
        defaultValue={provider?.label ?? ''}
        placeholder="Example Inc."
        hint="“Sign in through …”"
      />
      <Field
        label="More scopes (optional)"
        name="extraScopes"
        spellCheck={false}
        autoComplete="off"
        defaultValue={provider?.rules.extraScopes.join(' ') ?? ''}
        hint="Beside openid, email and profile; some providers give groups for one."
      />
    </fieldset>
  );
}

function TestOutcome({
  isReady,
  problems,
  seen,
}: {
  isReady: boolean;
  problems: readonly string[];
  seen: readonly string[];
}): ReactNode {
  return (
    <div className="test-outcome">
      <p>
        <span className={isReady ? 'mark was-blocked' : 'mark was-logged'}>
          {isReady ? 'ready' : 'not ready'}
        </span>
      </p>
      {problems.map((words) => (
        <p className="problem" key={words}>
          {words}
        </p>
      ))}
      <ul>
        {seen.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      {isReady && (
        <p className="hint">Only a sign-in shows the rest: try one in a private window.</p>
      )}
    </div>
  );
}
