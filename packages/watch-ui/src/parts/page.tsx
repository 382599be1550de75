import { type ReactNode, useEffect } from 'react';

interface PageProps {
  readonly title: string;
  /** One line under the title. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** What every view is made of: a title, what may be done, and the rest. */
export function Page({ title, lead, actions, children }: PageProps): ReactNode {
  useEffect(() => {
    document.title = `${title} · Castellan watch`;
  }, [title]);
  return (
    <>
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {lead !== undefined && <p className="lead">{lead}</p>}
        </div>
        {actions !== undefined && <div className="actions">{actions}</div>}
      </header>
      {children}
    </>
  );
}

/** A part of a page under its own heading. */
export function Section({
  title,
  aside,
  children,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}): ReactNode {
  return (
    <section className="section">
      <header className="section-head">
        <h2>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}

/** Nothing there yet, and what makes something come. */
export function Empty({ title, children }: { title: string; children?: ReactNode }): ReactNode {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}

/** What could not be read or done, in the API’s words. */
export function Problem({ error }: { error: Error | null | undefined }): ReactNode {
  return error ? (
    <p className="problem" role="alert">
      {error.message}
    </p>
  ) : null;
}

/** A whole page that could not be read, or not yet. */
export function Unread({ title, error }: { title: string; error: Error | null }): ReactNode {
  return (
    <Page title={title}>
      <Problem error={error} />
      {!error && <Loading />}
    </Page>
  );
}

/** Stands where a list will be. */
export function Loading(): ReactNode {
  return (
    <div className="loading" role="status">
      <span className="unseen">Loading</span>
    </div>
  );
}
