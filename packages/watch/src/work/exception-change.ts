import { unifiedDiff } from '@castellan/core';

/** The app's file of settings, as guard looks for it. */
const configurationFile = 'castellan.config.json';

export interface WantedException {
  readonly detection: string;
  readonly route: string;
  readonly input: string;
  readonly reason: string;
  readonly until: string;
}

/** The file with one more exception, and what changes in it; a problem when it is not such a file. */
export function exceptionChange(
  before: string | undefined,
  exception: WantedException,
): { readonly after: string; readonly diff: string } | { readonly problem: string } {
  const text = before?.trim() === '' ? undefined : before;
  const read = text === undefined ? {} : objectIn(text);
  if (read === undefined) return { problem: `The text is not that of a ${configurationFile}.` };
  const guard = read['guard'] ?? {};
  if (!isObject(guard)) return { problem: 'Its section "guard" is no object.' };
  const known = guard['exceptions'] ?? [];
  if (!Array.isArray(known)) return { problem: 'Its "guard.exceptions" is no list.' };
  const whole = { ...read, guard: { ...guard, exceptions: [...(known as unknown[]), exception] } };
  const indent = /^\s*\{\r?\n([ \t]+)/.exec(text ?? '')?.[1] ?? '  ';
  const after = `${JSON.stringify(whole, null, indent)}\n`;
  return { after, diff: unifiedDiff(configurationFile, text, after) };
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
