import type { Notifier } from '../notifiers/notifier.ts';
import { notifiers } from '../notifiers/registry.generated.ts';
import { placeNames, problemsOf, secretNames } from '../words/settings-form.ts';
import type { ChannelsTable } from '../store/schema.ts';
import type { Vault } from '../vault/vault.ts';

export type Settings = Readonly<Record<string, unknown>>;

/** A channel's settings, apart: what may be shown, and what is sealed. */
export type ReadSettings =
  | { readonly ok: true; readonly open: Settings; readonly secrets: Settings }
  | { readonly ok: false; readonly problem: string };

export function notifierOf(kind: string): Notifier | undefined {
  return notifiers.find((one) => one.kind === kind);
}

/**
 * Checks settings as they were given. Secrets that are left out stay as they were, unless the place
 * to which they are sent is another now: otherwise whoever may change a channel could have its
 * secrets sent to themselves.
 */
export function readSettings(
  { settings: schema }: Notifier,
  given: Settings,
  before?: Settings,
): ReadSettings {
  const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  const secret = secretNames(schema);
  const kept = Object.entries(before ?? {}).filter(
    ([name]) => secret.includes(name) && filled[name] === undefined,
  );
  const result = schema.safeParse({ ...Object.fromEntries(kept), ...filled });
  if (!result.success) {
    return { ok: false, problem: problemsOf(schema, result.error) };
  }
  const isElsewhere =
    before !== undefined && placeNames(schema).some((name) => before[name] !== result.data[name]);
  if (isElsewhere && kept.length > 0) {
    const names = kept.map(([name]) => name).join(', ');
    return { ok: false, problem: `It goes to another place now: give ${names} again.` };
  }
  const entries = Object.entries(result.data).filter(([, value]) => value !== undefined);
  return {
    ok: true,
    open: Object.fromEntries(entries.filter(([name]) => !secret.includes(name))),
    secrets: Object.fromEntries(entries.filter(([name]) => secret.includes(name))),
  };
}

/** Seals the secrets for one channel; `null` when there are none. */
export function sealSecrets(vault: Vault, channelId: string, secrets: Settings): Buffer | null {
  return Object.keys(secrets).length === 0
    ? null
    : vault.seal(JSON.stringify(secrets), placeOf(channelId));
}

/** Everything that a channel is set to, secrets too. Throws `WatchError` when they cannot be read. */
export function wholeSettings(
  vault: Vault,
  { id, settings, secrets }: Pick<ChannelsTable, 'id' | 'secrets'> & { settings: Settings },
): Settings {
  return { ...settings, ...(secrets !== null && unseal(vault, id, secrets)) };
}

/** The text without anything secret, in case a service repeats what it was sent. */
export function withoutSecrets(
  text: string,
  { settings: schema }: Notifier,
  all: Settings,
): string {
  return secretNames(schema)
    .map((name) => all[name])
    .filter((value): value is string => typeof value === 'string' && value !== '')
    .flatMap((value) => [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)])
    .reduce((rest, value) => rest.replaceAll(value, '•••'), text);
}

function unseal(vault: Vault, id: string, secrets: Buffer): Settings {
  return JSON.parse(vault.unseal(secrets, placeOf(id))) as Settings;
}

function placeOf(channelId: string): string {
  return `channel ${channelId}`;
}
