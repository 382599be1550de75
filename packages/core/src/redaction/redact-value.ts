import { maskOf } from './secret-range.ts';
import { secretRanges } from './secret-ranges.ts';
import { isSensitiveKey } from './sensitive-key.ts';

/**
 * The value as it may be stored and shown. Under a sensitive key (`body.user.password`) all of it is
 * masked; elsewhere card numbers, tokens, private keys, assigned secrets and e-mail names are.
 * A mask tells the kind and the class of length only. Linear in the value.
 */
export function redactValue(value: string, keyPath: string): string {
  if (value === '') return '';
  if (isSensitiveKey(keyPath)) return maskOf('secret', value.length);
  return redactText(value);
}

/** `text` with every secret in it masked; see `secretRanges` for `known`. */
export function redactText(text: string, known: readonly string[] = []): string {
  let shown = '';
  let from = 0;
  for (const { start, end, mask } of secretRanges(text, known)) {
    shown += text.slice(from, start) + mask;
    from = end;
  }
  return shown + text.slice(from);
}
