import type { Tree } from '../tree/tree.ts';
import { kindsRegistry } from './kinds-registry.ts';
import { camelCase, headline, type Registry } from './registry.ts';

const home = 'packages/check/src/';

/** The registries of check: its rules, its collectors with the type of what they find, kinds of backups. */
export function checkRegistriesOf(tree: Tree): Registry[] {
  const { paths } = tree;
  const below = [...paths]
    .filter((path) => path.startsWith(home) && !path.endsWith('.test.ts'))
    .map((path) => path.slice(home.length));
  const rules = below.filter((path) => /^rules\/[^/]+\/[^/]+\.ts$/.test(path));
  const collectors = below.filter((path) => /^evidence\/collectors\/[^/]+\.ts$/.test(path));
  return [
    { path: `${home}rules/registry.generated.ts`, text: rulesText(rules) },
    { path: `${home}evidence/registry.generated.ts`, text: collectorsText(collectors) },
    kindsRegistry(tree, `${home}backups`, {
      type: "import type { BackupKind } from './backup-kind.ts';",
      unit: 'kind',
      list: 'backupKinds: readonly BackupKind[]',
    }),
  ];
}

function rulesText(files: readonly string[]): string {
  const names = files.map((file) => [file, camelCase(file.slice('rules/'.length))] as const);
  return `${headline}import type { Rule } from './rule.ts';
${names.map(([file, name]) => `import { rule as ${name} } from './${file.slice('rules/'.length)}';\n`).join('')}
export const rules: readonly Rule[] = [
${names.map(([, name]) => `  ${name},\n`).join('')}];
`;
}

function collectorsText(files: readonly string[]): string {
  const prefix = 'evidence/collectors/';
  const names = files.map((file) => [file, camelCase(file.slice(prefix.length))] as const);
  return `${headline}import type { Collector, ValueOf } from './collector.ts';
${names.map(([file, name]) => `import { collector as ${name} } from './collectors/${file.slice(prefix.length)}';\n`).join('')}
/** What each collector yields, by the name under which rules ask for it. */
export interface EvidenceValues {
${names.map(([, name]) => `  readonly ${name}: ValueOf<typeof ${name}>;\n`).join('')}}
export type EvidenceName = keyof EvidenceValues;

export const collectors: { readonly [Name in EvidenceName]: Collector<EvidenceValues[Name]> } = {
${names.map(([, name]) => `  ${name},\n`).join('')}};
`;
}
