import type { ReactNode } from 'react';
import { More } from './more.tsx';
import { Loading, Problem } from './page.tsx';

/** A list read page by page: what is wrong, that it loads, what it says while it is empty, or its rows and the way on. */
export function Listing({
  pages,
  isEmpty,
  empty,
  children,
}: {
  pages: Parameters<typeof More>[0]['pages'] & {
    readonly data: unknown;
    readonly error: Error | null;
    readonly isPending: boolean;
  };
  isEmpty: boolean;
  empty: ReactNode;
  children: ReactNode;
}): ReactNode {
  return (
    <>
      <Problem error={pages.error} />
      {pages.isPending && !pages.error && <Loading />}
      {pages.data !== undefined && isEmpty && empty}
      {!isEmpty && children}
      <More pages={pages} />
    </>
  );
}
