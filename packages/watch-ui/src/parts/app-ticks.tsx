import type { ReactNode } from 'react';
import { useApi } from '../api/queries.ts';

/** Ticks for some apps, in a form under the name `app`; `appsOf` reads them. */
export function AppTicks({ ticked }: { ticked: readonly string[] | undefined }): ReactNode {
  const apps = useApi('listApps').data?.items ?? [];
  if (apps.length === 0) return null;
  return (
    <div className="ticks" role="group" aria-label="Only of these apps">
      <span className="hint">Only of these apps; none ticked is every app</span>
      {apps.map(({ id, name }) => (
        <label className="tick" key={id}>
          <input
            type="checkbox"
            name="app"
            value={id}
            defaultChecked={ticked?.includes(id) ?? false}
          />
          <span>{name}</span>
        </label>
      ))}
    </div>
  );
}

/** The apps that are ticked; `undefined` when none is, which is every app. */
export function appsOf(form: HTMLFormElement): string[] | undefined {
  const ticked = new FormData(form).getAll('app').filter((id) => typeof id === 'string');
  return ticked.length === 0 ? undefined : ticked;
}
