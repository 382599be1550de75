/** One document of YAML or JSON that describes infrastructure. */
export interface InfrastructureDocument {
  readonly path: string;
  readonly kind: 'kubernetes' | 'cloudformation' | 'policy';
  /** Which of the documents of its file, from 0. */
  readonly index: number;
  /** Line on which it starts, from 1. */
  readonly line: number;
  readonly text: string;
  /** Set when it cannot be read: broken, or a template that something else fills in. */
  readonly problem?: string;
  /** As plain data; null when it has a problem. */
  readonly data: unknown;
}

/** Which of the files may hold such documents, by their text. */
export function kindOfText(path: string, text: string): InfrastructureDocument['kind'] | undefined {
  if (!/\.(ya?ml|json)$/.test(path)) return undefined;
  if (/^\.github\/|(^|\/)(package(-lock)?|tsconfig[\w.-]*|composer)\.json$/.test(path))
    return undefined;
  if (/["']?AWSTemplateFormatVersion["']?\s*:|^\s*["']?Type["']?\s*:\s*["']?AWS::\w+::/m.test(text))
    return 'cloudformation';
  if (path.endsWith('.json') && /"Statement"\s*:/.test(text) && /"Effect"\s*:/.test(text))
    return 'policy';
  const isResource =
    /^\s*["']?apiVersion["']?\s*:/m.test(text) && /^\s*["']?kind["']?\s*:/m.test(text);
  return isResource ? 'kubernetes' : undefined;
}

/** What tests and examples describe runs nowhere. */
export function isForTests(path: string): boolean {
  return /(^|[/.-])(tests?|__tests__|e2e|fixtures?|examples?|samples?|testdata)([/.-]|$)/.test(
    path,
  );
}
