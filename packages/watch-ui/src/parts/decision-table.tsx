import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { DemoMarkOf } from './demo-data.tsx';
import { useMay } from '../api/me.ts';
import { useApi } from '../api/queries.ts';
import type { Decision } from '../api/types.ts';
import { actionNouns, doneTo } from '../words/decisions.ts';
import { AddressLink } from './address-link.tsx';
import { RowAct } from './row-act.tsx';
import { Ago, Moment } from './time.tsx';

/** Decisions with their end, their reason and the way back. */
export function DecisionTable({ decisions }: { decisions: readonly Decision[] }): ReactNode {
  const mayUndo = useMay('undoDecision');
  const apps = useApi('listApps').data?.items ?? [];
  const nameOf = (id: string | undefined): string =>
    id === undefined ? 'every app' : (apps.find((app) => app.id === id)?.name ?? 'an app');
  return (
    <table className="table decisions">
      <thead>
        <tr>
          <th scope="col">Who</th>
          <th scope="col">Reason</th>
          <th scope="col">Since</th>
          <th scope="col">Until</th>
          <th scope="col">
            <span className="unseen">Undo</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {decisions.map((one) => (
          <tr key={one.id} data-row="" className={one.isInForce ? undefined : 'is-past'}>
            <td>
              {one.actor.kind === 'address' ? (
                <AddressLink address={one.actor.value} isRow />
              ) : (
                <span className="row-link number">{one.actor.value}</span>
              )}
              <small>
                {one.actor.kind === 'user' || one.actor.kind === 'token'
                  ? `${one.actor.kind} `
                  : ''}
                {doneTo[one.action]}
                {one.limit && ` to ${one.limit.requests} in ${one.limit.seconds} s`} on{' '}
                {nameOf(one.appId)} <DemoMarkOf app={one.appId} />
              </small>
            </td>
            <td>
              {one.reason}
              <small>
                by{' '}
                {one.playbookId === undefined ? (
                  one.createdBy
                ) : (
                  <Link to="/playbooks/$id" params={{ id: one.playbookId }}>
                    {one.createdBy}
                  </Link>
                )}
              </small>
            </td>
            <td className="when">
              <span className="on-phone">since </span>
              <Ago time={one.createdAt} />
            </td>
            <td className="when">
              {one.undoneAt === undefined ? (
                <>
                  <span className="on-phone">until </span>
                  <Moment time={one.end} />
                  <small>{one.isInForce ? <Ago time={one.end} /> : 'over'}</small>
                </>
              ) : (
                <>
                  <span>undone</span>
                  <small>
                    <Ago time={one.undoneAt} /> by {one.undoneBy}
                  </small>
                </>
              )}
            </td>
            <td className="right">
              {one.isInForce && mayUndo && (
                <RowAct
                  operation="undoDecision"
                  stale={[
                    'listDecisions',
                    'listIncidents',
                    'getIncident',
                    'getOverview',
                    'listFirings',
                    'listAudit',
                  ]}
                  id={one.id}
                  text="Undo"
                  label={`Undo the ${actionNouns[one.action]} of ${one.actor.value}`}
                  done={
                    one.action === 'block'
                      ? `${one.actor.value} may come in again.`
                      : `The ${actionNouns[one.action]} of ${one.actor.value} is undone.`
                  }
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
