import type { ReactNode } from 'react';
import type { Token } from '../api/types.ts';
import { RowAct } from './row-act.tsx';
import { Ago } from './time.tsx';

/** Tokens without their secrets, which nobody can read again. */
export function TokenTable({ tokens }: { tokens: readonly Token[] }): ReactNode {
  return (
    <table className="table tokens">
      <thead>
        <tr>
          <th scope="col">Token</th>
          <th scope="col">For</th>
          <th scope="col">Used</th>
          <th scope="col">Made</th>
          <th scope="col">
            <span className="unseen">Revoke</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {tokens.map((one) => (
          <tr key={one.id} className={one.revokedAt === undefined ? undefined : 'is-past'}>
            <td>
              {one.name}
              <small className="number">{one.hint}</small>
            </td>
            <td>
              {one.kind === 'ingest' ? one.environment : `API, as ${one.role ?? ''}`}
              {one.apps !== undefined && (
                <small>{one.apps.length === 1 ? 'one app' : `${one.apps.length} apps`}</small>
              )}
              {one.expiresAt !== undefined && (
                <small>
                  until <Ago time={one.expiresAt} />
                </small>
              )}
            </td>
            <td className="when">
              {one.usedAt === undefined ? 'never' : <Ago time={one.usedAt} />}
            </td>
            <td className="when">
              <Ago time={one.createdAt} />
            </td>
            <td className="right">
              {one.revokedAt === undefined ? (
                <RowAct
                  operation="revokeToken"
                  stale={['listTokens', 'listAudit']}
                  id={one.id}
                  text="Revoke"
                  label={`Revoke ${one.name}`}
                  done={`${one.name} is void.`}
                />
              ) : (
                'revoked'
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
