import { type FormEvent, type ReactNode, useState } from 'react';
import { useMay } from '../api/me.ts';
import { useChange } from '../api/queries.ts';
import type { App } from '../api/types.ts';
import { CopyLine } from './copy-line.tsx';
import { Field, textsOf } from './field.tsx';
import { Light } from './marks.tsx';
import { Problem } from './page.tsx';

/** From a token to the first sign of life, in three steps. */
export function ConnectApp({ app }: { app: App }): ReactNode {
  const mayMake = useMay('createIngestToken');
  const create = useChange('createIngestToken', ['listTokens', 'listAudit']);
  const [made, setMade] = useState<{ token: string; environment: string }>();
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const { environment = '' } = textsOf(event.currentTarget);
    const name = `${app.name}, ${environment}`;
    const { token } = await create.mutateAsync({ body: { app: app.id, environment, name } });
    setMade({ token, environment });
  };
  return (
    <ol className="steps">
      <li>
        <h3>Add guard to the app</h3>
        <CopyLine text="npm install castellan" label="Command that installs guard" />
      </li>
      <li>
        <h3>Start the app with its token</h3>
        {made ? (
          <>
            <CopyLine
              text={startLine(made.token)}
              label="Command that starts the app under guard"
            />
            <p className="hint">
              The token is for {made.environment} and is shown only now: keep it where the app’s
              other secrets are. Here only its hash is stored.
            </p>
          </>
        ) : mayMake ? (
          <form className="row" onSubmit={(event) => void submit(event).catch(() => undefined)}>
            <Field
              label="Environment"
              name="environment"
              required
              maxLength={100}
              defaultValue="production"
              autoComplete="off"
            />
            <button type="submit" className="main" disabled={create.isPending}>
              Make a token
            </button>
          </form>
        ) : (
          <p className="hint">An admin makes the token that the app delivers with.</p>
        )}
        <Problem error={create.error} />
      </li>
      <li>
        <h3>Wait for its first sign of life</h3>
        <p role="status" className="waiting">
          <Light state={app.liveInstances > 0 ? 'on' : 'waiting'} />
          {app.liveInstances > 0
            ? 'It is alive and guarded.'
            : 'Listening… this page changes by itself, within half a minute of the start.'}
        </p>
      </li>
    </ol>
  );
}

function startLine(token: string): string {
  return `CASTELLAN_WATCH_URL=${location.origin} \\\nCASTELLAN_TOKEN=${token} \\\nnpx castellan run app.js`;
}
