import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../api/me.ts';
import { Icon } from './icon.tsx';

/** Opens the question how long and why, which has an address of its own: `?block=203.0.113.7`. */
export function BlockLink({ address, label }: { address: string; label: string }): ReactNode {
  const mayBlock = useMay('decide');
  if (!mayBlock) return null;
  return (
    <Link
      to="."
      search={(now: Record<string, unknown>) => ({ ...now, block: address })}
      className="button danger"
    >
      <Icon name="decisions" />
      {label}
    </Link>
  );
}
