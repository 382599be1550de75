import type { App, Monitor, MonitorForm } from '../../../api/types.ts';

/** A monitor’s settings as people read them: under their labels, apps by their names. */
export function settingsOf(
  { kind, settings }: Pick<Monitor, 'kind' | 'settings'>,
  apps: readonly Pick<App, 'id' | 'name'>[],
  kinds: readonly Pick<MonitorForm, 'kind' | 'fields'>[] = [],
): { name: string; value: string }[] {
  const fields = kinds.find((one) => one.kind === kind)?.fields ?? [];
  return Object.entries(settings).map(([name, value]) => ({
    name: fields.find((field) => field.name === name)?.label ?? name,
    value: apps.find(({ id }) => id === value)?.name ?? String(value),
  }));
}
