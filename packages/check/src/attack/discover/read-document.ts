import { parse } from 'yaml';

/** What a JSON or YAML text holds. Throws, saying what is wrong, when it is neither. */
export function readDocument(text: string): unknown {
  return /^\s*[{[]/.test(text) ? (JSON.parse(text) as unknown) : (parse(text) as unknown);
}
