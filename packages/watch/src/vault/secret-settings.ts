import type * as z from 'zod';
import { placeNames, problemsOf, secretNames } from '../words/settings-form.ts';
import { WatchError } from '../words/watch-error.ts';
import type { Vault } from './vault.ts';

export type Settings = Readonly<Record<string, unknown>>;

/** Settings apart: what may be shown, and what is sealed. */
export type ReadSettings =
  | { readonly ok: true; readonly open: Settings; readonly secrets: Settings }
  | { readonly ok: false; readonly problem: string };

/**
 * Checks settings as they were given. Secrets that are left out stay as they were, unless the place
 * to which they are sent is another now: otherwise whoever may change a channel could have its
 * secrets sent to themselves.
 */
export function readSettings(
  schema: z.ZodObject,
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

/** Settings as a row keeps them, their secrets sealed for one place, such as `channel ID`. */
export function storedSettings(
  vault: Vault,
  place: string,
  { open, secrets }: { readonly open: Settings; readonly secrets: Settings },
): { readonly settings: string; readonly secrets: Buffer | null } {
  const hasSecrets = Object.keys(secrets).length > 0;
  return {
    settings: JSON.stringify(open),
    secrets: hasSecrets ? vault.seal(JSON.stringify(secrets), place) : null,
  };
}

/** Settings with their secrets. Throws `WatchError` when these cannot be read. */
export function wholeSettings(
  vault: Vault,
  place: string,
  { settings, secrets }: { readonly settings: Settings; readonly secrets: Buffer | null },
): Settings {
  if (secrets === null) return settings;
  return { ...settings, ...(JSON.parse(vault.unseal(secrets, place)) as Settings) };
}

/** The same; where the key was lost only the secrets are gone: they are given anew. */
export function knownSettings(
  vault: Vault,
  place: string,
  stored: { readonly settings: Settings; readonly secrets: Buffer | null },
): Settings {
  try {
    return wholeSettings(vault, place, stored);
  } catch (error) {
    if (!(error instanceof WatchError)) throw error;
    return stored.settings;
  }
}
