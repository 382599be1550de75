import type { ReactNode } from 'react';
import { useApi } from '../api/queries.ts';
import { Choice } from './field.tsx';

/** Narrows a list to one app. */
export function AppChoice({
  value,
  onValue,
}: {
  value: string | undefined;
  onValue: (app: string | undefined) => void;
}): ReactNode {
  const apps = useApi('listApps').data?.items ?? [];
  return (
    <Choice
      isCompact
      label="App"
      value={value ?? ''}
      onChange={({ target }) => onValue(target.value || undefined)}
      options={[
        { value: '', label: 'all' },
        ...apps.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
