import type { ReactNode } from 'react';
import type { EventSummary } from '../../api/types.ts';
import type { OnTerm } from '../../parts/event-row.tsx';
import { asShortNumber } from '../../words/text.ts';
import { asHour } from '../../words/time.ts';

const titles = { detection: 'Detections', route: 'Routes', address: 'Addresses', user: 'Users' };

/** The most frequent values of what fits; each is one click from being all, or nothing, of it. */
export function Facets({
  facets,
  onTerm,
}: {
  facets: EventSummary['facets'];
  onTerm: OnTerm;
}): ReactNode {
  const shown = facets.filter(({ values }) => values.length > 0);
  if (shown.length === 0) return null;
  return (
    <details className="facets" open={window.innerWidth > 700}>
      <summary>Most frequent</summary>
      <div className="facet-list">
        {shown.map(({ field, values, countedBackTo }) => (
          <section key={field} aria-label={titles[field]}>
            <h2>{titles[field]}</h2>
            <ul>
              {values.map(({ value, events }) => (
                <li key={value}>
                  <button
                    type="button"
                    className="quiet facet-value"
                    aria-label={`Only ${field} ${value}`}
                    onClick={() => onTerm(field, value, false)}
                  >
                    <span>{value}</span>
                  </button>
                  <span className="number">{asShortNumber(events)}</span>
                  <button
                    type="button"
                    className="quiet"
                    aria-label={`Without ${field} ${value}`}
                    title="Leave out"
                    onClick={() => onTerm(field, value, true)}
                  >
                    −
                  </button>
                </li>
              ))}
            </ul>
            {countedBackTo !== undefined && <small>counted back to {asHour(countedBackTo)}</small>}
          </section>
        ))}
      </div>
    </details>
  );
}
