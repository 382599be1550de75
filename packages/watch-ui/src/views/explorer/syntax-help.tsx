import type { ReactNode } from 'react';
import { useApi } from '../../api/queries.ts';

const examples: readonly (readonly [query: string, means: string])[] = [
  ['detection:sql-injection severity:>=high', 'both must hold'],
  ['-route:/health', 'leaves it out'],
  ['address:203.0.113.0/24 OR user:ada', 'one of them suffices'],
  ['(app:shop OR app:billing) after:2h', 'parentheses group'],
  ['"union select"', 'text in what came in, in the path or the route'],
  ['route:/api/*', 'a star stands for anything'],
];

/** How queries are written, as short as it can be told. */
export function SyntaxHelp(): ReactNode {
  const fields = useApi('listQueryFields').data?.items ?? [];
  return (
    <details className="syntax">
      <summary>How to write a query</summary>
      <dl>
        {examples.map(([query, means]) => (
          <div key={query}>
            <dt>
              <code>{query}</code>
            </dt>
            <dd>{means}</dd>
          </div>
        ))}
        {fields.map(({ name, about, values }) => (
          <div key={name}>
            <dt>
              <code>{name}:</code>
            </dt>
            <dd>
              {about}
              {values.length > 0 && `: ${values.join(', ')}`}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
