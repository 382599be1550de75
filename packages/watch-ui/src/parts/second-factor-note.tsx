import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMe } from '../api/me.ts';
import { Ago } from './time.tsx';

/** Says to whoever must have a second factor soon that the time runs. */
export function SecondFactorNote(): ReactNode {
  const me = useMe();
  const { href } = useLocation();
  if (me?.secondFactorDueAt === undefined) return null;
  return (
    <aside className="demo-note" aria-label="Second factor">
      <p>
        You sign in by password alone. Set up a second factor: you need one{' '}
        <Ago time={me.secondFactorDueAt} /> to go on.
      </p>
      <Link to="/second-factor" search={{ to: href }} className="button">
        Set it up
      </Link>
    </aside>
  );
}
