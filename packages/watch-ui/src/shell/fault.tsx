import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { ApiFailure } from '../api/call.ts';

const againMs = 3_000;

/** What may be better soon: the server or its database is away. */
function isAway(error: unknown): boolean {
  return error instanceof ApiFailure && ['away', 'busy'].includes(error.code);
}

/** Stands where a view broke; the rest of the console goes on. What is only away is asked for again and again. */
export function Fault({ error, reset }: ErrorComponentProps): ReactNode {
  const router = useRouter();
  const isWaiting = isAway(error);
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setInterval(() => void router.invalidate(), againMs);
    return () => clearInterval(timer);
  }, [isWaiting, router]);
  const again = (): void => {
    reset();
    void router.invalidate();
  };
  return (
    <div className="empty">
      <h1>{isWaiting ? 'The console cannot answer just now' : 'This page broke'}</h1>
      <p className="problem" role="alert">
        {error instanceof Error ? error.message : String(error)}
      </p>
      {isWaiting && <p>This page comes up by itself as soon as it can. Apps stay protected.</p>}
      <button type="button" onClick={again}>
        Try again
      </button>
    </div>
  );
}

/** The same where nothing else is on the page. */
export function WholeFault(props: ErrorComponentProps): ReactNode {
  return (
    <main className="door-way">
      <Fault {...props} />
    </main>
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
