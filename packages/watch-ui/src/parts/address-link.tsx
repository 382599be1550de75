import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** Leads to the profile of an address. */
export function AddressLink({
  address,
  isRow = false,
}: {
  address: string | undefined;
  isRow?: boolean;
}): ReactNode {
  if (address === undefined || address === '') return <span className="soft">unknown</span>;
  return (
    <Link
      to="/attackers/$address"
      params={{ address: address }}
      className={isRow ? 'row-link number address' : 'number address'}
    >
      {address}
    </Link>
  );
}
