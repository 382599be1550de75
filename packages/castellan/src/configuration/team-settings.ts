import { type RuleSetting, type TeamSettings, usualGate } from '@castellan/check';
import { namedBy } from '../commands/check/choose-rules.ts';
import type { ReadConfiguration } from './read-configuration.ts';

/** What the engine takes of a configuration. Of rule, theme and practice the closest one counts. */
export function teamSettings({ file, check }: ReadConfiguration): TeamSettings {
  const { rules = {}, failOn = {}, accept = [] } = check;
  const settings = new Map<string, RuleSetting>();
  const broadFirst = Object.entries(rules).sort(([a], [b]) => breadth(b) - breadth(a));
  for (const [name, setting] of broadFirst)
    for (const { id } of namedBy(name)) settings.set(id, setting);
  return { from: file, rules: settings, accepted: accept, gate: { ...usualGate, ...failOn } };
}

function breadth(name: string): number {
  if (name.includes('/')) return 0;
  return /^[A-Z]\d+$/.test(name) ? 2 : 1;
}
