import type { Notifier } from '../notifiers/notifier.ts';
import { notifiers } from '../notifiers/registry.generated.ts';
import type { Settings } from '../vault/secret-settings.ts';
import { secretNames } from '../words/settings-form.ts';

export function notifierOf(kind: string): Notifier | undefined {
  return notifiers.find((one) => one.kind === kind);
}

/** Where the vault keeps the secrets of a channel. */
export function placeOf(channelId: string): string {
  return `channel ${channelId}`;
}

/** The text without anything secret, in case a service repeats what it was sent. */
export function withoutSecrets(
  text: string,
  { settings: schema }: Pick<Notifier, 'settings'>,
  all: Settings,
): string {
  return secretNames(schema)
    .map((name) => all[name])
    .filter((value): value is string => typeof value === 'string' && value !== '')
    .flatMap((value) => [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)])
    .reduce((rest, value) => rest.replaceAll(value, '•••'), text);
}
