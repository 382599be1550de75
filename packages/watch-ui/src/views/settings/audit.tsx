import type { ReactNode } from 'react';
import { itemsOf, usePages } from '../../api/queries.ts';
import { More } from '../../parts/more.tsx';
import { Loading, Problem, Section } from '../../parts/page.tsx';
import { Moment } from '../../parts/time.tsx';

export function Audit(): ReactNode {
  const pages = usePages('listAudit', {});
  return (
    <Section title="Who did what">
      <Problem error={pages.error} />
      {pages.isPending && !pages.error && <Loading />}
      {pages.data && (
        <table className="table audit">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              <th scope="col">Did</th>
              <th scope="col">To</th>
            </tr>
          </thead>
          <tbody>
            {itemsOf(pages.data).map((entry) => (
              <tr key={entry.id}>
                <td className="when">
                  <Moment time={entry.at} />
                </td>
                <td>
                  {entry.actorName}
                  <small className="number">{entry.address}</small>
                </td>
                <td>{entry.act}</td>
                <td>
                  {entry.subject}
                  <small className="clip">{detailsOf(entry.details)}</small>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <More pages={pages} />
    </Section>
  );
}

function detailsOf(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details)
    .filter(([name, value]) => name !== 'id' && value !== null && value !== false)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}
