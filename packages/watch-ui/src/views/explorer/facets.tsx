import type { ReactNode } from 'react';
import type { EventSummary } from '../../api/types.ts';
import type { OnTerm } from '../../parts/event-row.tsx';
import { asShortNumber } from '../../words/text.ts';
import { asCountry } from '../../words/whereabouts.ts';
import { asHour } from '../../words/time.ts';

const titles: Readonly<Record<EventSummary['facets'][number]['field'], string>> = {
  detection: 'Detections',
  route: 'Routes',
  address: 'Addresses',
  country: 'Countries',
  asn: 'Networks',
  user: 'Users',
};

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
              {values.map(({ value, name, events }) => (
                <li key={value}>
                  <button
                    type="button"
                    className="quiet facet-value"
                    aria-label={`Only ${field} ${shownAs(field, value, name)}`}
                    onClick={() => onTerm(field, value, false)}
                  >
                    <span>{shownAs(field, value, name)}</span>
                  </button>
                  <span className="number">{asShortNumber(events)}</span>
                  <button
                    type="button"
                    className="quiet"
                    aria-label={`Without ${field} ${shownAs(field, value, name)}`}
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

/** Countries and networks are known by their names. */
function shownAs(
  field: EventSummary['facets'][number]['field'],
  value: string,
  name: string | undefined,
): string {
  return field === 'country' ? asCountry(value) : (name ?? value);
}
