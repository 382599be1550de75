import type { ReactNode } from 'react';
import type { Instance } from '../api/types.ts';

type Coverage = Instance['coverage'][number];

const words: Readonly<Record<Coverage['status'], string>> = {
  protected: 'protected',
  unprotected: 'not protected',
  'not-loaded': 'not loaded',
};
const order: readonly Coverage['status'][] = ['unprotected', 'protected', 'not-loaded'];

/** What guard covers, the gaps first. */
export function CoverageTable({ coverage }: { coverage: readonly Coverage[] }): ReactNode {
  const sorted = [...coverage].sort(
    (one, other) =>
      order.indexOf(one.status) - order.indexOf(other.status) ||
      one.library.localeCompare(other.library),
  );
  return (
    <ul className="coverage">
      {sorted.map(({ library, version, path, status, layer, cause }) => (
        <li key={library + version + (path ?? '') + layer} className={`is-${status}`}>
          <span className="library">{library}</span>
          <span className="soft">{version === library ? '' : version}</span>
          <span className="mark">{words[status]}</span>
          {cause !== undefined && <span className="cause">{cause}</span>}
        </li>
      ))}
    </ul>
  );
}
