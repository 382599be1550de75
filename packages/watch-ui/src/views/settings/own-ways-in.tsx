import type { ReactNode } from 'react';
import { Ago } from '../../parts/time.tsx';

interface WayIn {
  readonly id: string;
  readonly createdAt: string;
  readonly usedAt?: string;
}

/** By what one signs in, with when it was used, and the way to take it away. */
export function OwnWaysIn<One extends WayIn>({
  items,
  title,
  since,
  act,
  show,
  nameOf,
  onRemove,
}: {
  items: readonly One[];
  /** Over the first column. */
  title: string;
  /** Over the time from which it is there. */
  since: string;
  /** On the button. */
  act: string;
  show: (one: One) => ReactNode;
  /** For those who do not see the row. */
  nameOf: (one: One) => string;
  onRemove: (one: One) => void;
}): ReactNode {
  return (
    <table className="table passkeys">
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">Used</th>
          <th scope="col">{since}</th>
          <th scope="col">
            <span className="unseen">{act}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((one) => (
          <tr key={one.id}>
            <td>{show(one)}</td>
            <td className="when">
              {one.usedAt === undefined ? 'never' : <Ago time={one.usedAt} />}
            </td>
            <td className="when">
              <Ago time={one.createdAt} />
            </td>
            <td className="right">
              <button type="button" onClick={() => onRemove(one)}>
                {act}
                <span className="unseen"> {nameOf(one)}</span>
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
