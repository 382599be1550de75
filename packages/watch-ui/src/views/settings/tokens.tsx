import { type FormEvent, type ReactNode, useState } from 'react';
import type { Role } from '../../api/call.ts';
import { useMay } from '../../api/me.ts';
import { roles } from '../../api/operations.generated.ts';
import { useApi, useChange } from '../../api/queries.ts';
import { AppTicks, appsOf } from '../../parts/app-ticks.tsx';
import { CopyLine } from '../../parts/copy-line.tsx';
import { Choice, Field, textsOf } from '../../parts/field.tsx';
import { Empty, Loading, Problem, Section } from '../../parts/page.tsx';
import { TokenTable } from '../../parts/token-table.tsx';

const lifetimes = [30, 90, 366];

export function Tokens(): ReactNode {
  const { data, error } = useApi('listTokens');
  const mayMake = useMay('createApiToken');
  return (
    <>
      <Section title="Tokens">
        <Problem error={error} />
        {!data && !error && <Loading />}
        {data?.items.length === 0 && (
          <Empty title="No token yet">
            <p>
              Apps get theirs on their own page. Programs that speak to the API get theirs below.
            </p>
          </Empty>
        )}
        {data && data.items.length > 0 && <TokenTable tokens={data.items} />}
      </Section>
      {mayMake && (
        <Section title="A token for a program">
          <MakeToken />
        </Section>
      )}
    </>
  );
}

function MakeToken(): ReactNode {
  const create = useChange('createApiToken', ['listTokens', 'listAudit']);
  const [token, setToken] = useState<string>();
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const { name = '', role = '', days } = textsOf(event.currentTarget);
    const apps = appsOf(event.currentTarget);
    const body = { name, role: role as Role, days: Number(days), ...(apps && { apps }) };
    setToken((await create.mutateAsync({ body })).token);
  };
  if (token !== undefined) {
    return (
      <>
        <CopyLine text={token} label="The new token" />
        <p className="hint">It is shown only now. Here only its hash is stored.</p>
      </>
    );
  }
  return (
    <form className="narrow" onSubmit={(event) => void submit(event).catch(() => undefined)}>
      <Field label="What it is for" name="name" required maxLength={200} autoComplete="off" />
      <div className="pair">
        <Choice
          label="Role"
          name="role"
          options={roles.map((role) => ({ value: role, label: role }))}
          defaultValue="viewer"
        />
        <Choice
          label="Ends after"
          name="days"
          options={lifetimes.map((days) => ({ value: String(days), label: `${days} days` }))}
        />
      </div>
      <AppTicks ticked={undefined} />
      <Problem error={create.error} />
      <button type="submit" className="main" disabled={create.isPending}>
        Make the token
      </button>
    </form>
  );
}
