import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

/** A file that a check must speak of, or must not. */
export interface Labelled {
  /** `kubernetes/any_any#test_any_any_role`. */
  readonly id: string;
  readonly path: string;
  readonly text: string;
  readonly isBad: boolean;
}

/** What the text is called where a repository keeps it. */
const paths: Readonly<Record<string, string>> = {
  dockerfile: 'Dockerfile',
  kubernetes: 'deployment.yaml',
  terraform: 'main.tf',
  cloudformation: 'stack.yaml',
};

/** The examples of a check, and of those for Kubernetes the cases of its tests. */
export function labelledOf(checks: string, check: string): Labelled[] {
  return [...examplesOf(checks, check), ...casesOf(checks, check)];
}

function examplesOf(checks: string, check: string): Labelled[] {
  const file = join(checks, `${check}.yaml`);
  if (!existsSync(file)) return [];
  const kinds = parse(readFileSync(file, 'utf8')) as Record<
    string,
    { readonly good?: readonly string[]; readonly bad?: readonly string[] }
  >;
  return Object.entries(kinds).flatMap(([kind, { good = [], bad = [] }]) => {
    const path = paths[kind];
    if (path === undefined) return [];
    const labelled = (texts: readonly string[], word: string): Labelled[] =>
      texts.map((text, index) => ({
        id: `${check} ${kind} ${word} ${index + 1}`,
        path,
        text,
        isBad: word === 'bad',
      }));
    return [...labelled(good, 'good'), ...labelled(bad, 'bad')];
  });
}

/** `test_name if { r := deny with input as {…}` and how many findings there must be. */
function casesOf(checks: string, check: string): Labelled[] {
  const file = join(checks, `${check}_test.rego`);
  if (!check.startsWith('kubernetes/') || !existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  return text.split(/^(?=test_)/m).flatMap((one) => {
    const [, name] = /^(test_\w+) if \{/.exec(one) ?? [];
    const [, given] = /with input as (\{[^]*?^\t\})/m.exec(one) ?? [];
    const [, comparison] = /count\(r\) (> 0|== \d+)/.exec(one) ?? [];
    if (name === undefined || given === undefined || comparison === undefined) return [];
    // Rego's objects are flow mappings of YAML, but for tabs.
    const resource: unknown = parse(given.replaceAll('\t', ' '));
    const isBad = comparison !== '== 0';
    return [{ id: `${check}#${name}`, path: 'deployment.yaml', text: stringify(resource), isBad }];
  });
}
