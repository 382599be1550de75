import type { ReactNode } from 'react';
import { useApi, useChange } from '../../api/queries.ts';
import { Choice } from '../../parts/field.tsx';
import { Problem } from '../../parts/page.tsx';
import { say } from '../../parts/toasts.tsx';

const options = [
  { value: 'owners', label: 'owners' },
  { value: 'everybody', label: 'everybody' },
] as const;

/** Who must have a second factor. */
export function SecondFactorRule(): ReactNode {
  const { data, error } = useApi('getSecondFactorRule');
  const change = useChange('setSecondFactorRule', ['getSecondFactorRule', 'getMe', 'listAudit']);
  return (
    <>
      <p className="hint">
        Whoever must have a passkey or codes of an app, and has neither, can do nothing before they
        have set one up.
      </p>
      <Problem error={error ?? change.error} />
      {data && (
        <Choice
          isCompact
          label="Who must have a second factor"
          value={data.for}
          options={options}
          disabled={change.isPending}
          onChange={({ target }) => {
            const chosen = target.value === 'everybody' ? 'everybody' : 'owners';
            change.mutate(
              { body: { for: chosen } },
              {
                onSuccess: () =>
                  say(
                    chosen === 'everybody'
                      ? 'Everybody needs a second factor from now on.'
                      : 'Owners need a second factor, others may have one.',
                  ),
              },
            );
          }}
        />
      )}
    </>
  );
}
