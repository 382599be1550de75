import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** Stands where a view broke; the rest of the console goes on. */
export function Fault({ error, reset }: ErrorComponentProps): ReactNode {
  return (
    <div className="empty">
      <h1>This page broke</h1>
      <p className="problem" role="alert">
        {error instanceof Error ? error.message : String(error)}
      </p>
      <button type="button" onClick={reset}>
        Try again
      </button>
    </div>
  );
}

export function Missing(): ReactNode {
  return (
    <main className="empty">
      <h1>There is no such page</h1>
      <p>
        <Link to="/">To the overview</Link>
      </p>
    </main>
  );
}
