import { parseAllDocuments } from 'yaml';
import { isCodeFile, isSound } from '../analysis/syntax/parse.ts';

/** Whether a text is sound in the language that its name tells; true for languages that we do not read. */
export function isWellFormed(path: string, text: string): boolean {
  if (/\.json$/i.test(path)) return isJson(text);
  if (/\.ya?ml$/i.test(path))
    return [...parseAllDocuments(text)].every(({ errors }) => errors.length === 0);
  return !isCodeFile(path) || isSound(path, text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''));
    return true;
  } catch {
    return false;
  }
}
