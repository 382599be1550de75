import { type ReactNode, useEffect } from 'react';
import { Keep } from '../parts/icon.tsx';

/** The page before the console: set-up and sign-in. */
export function Door({
  title,
  lead,
  children,
}: {
  title: string;
  lead: string;
  children: ReactNode;
}): ReactNode {
  useEffect(() => {
    document.title = `${title} · Castellan watch`;
  }, [title]);
  return (
    <div className="door">
      <div className="door-wall" aria-hidden="true">
        <Keep />
      </div>
      <main className="door-way">
        <p className="brand">
          <Keep /> Castellan <span>watch</span>
        </p>
        <h1>{title}</h1>
        <p className="lead">{lead}</p>
        {children}
      </main>
    </div>
  );
}
