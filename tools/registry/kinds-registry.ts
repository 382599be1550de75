import type { Tree } from '../tree/tree.ts';
import { camelCase, headline, type Registry } from './registry.ts';

interface Shape {
  readonly type: string;
  /** What each file exports. */
  readonly unit: string;
  readonly list: string;
}

/** The registry of a folder whose `kinds/` holds one file each unit. */
export function kindsRegistry(
  { paths }: Tree,
  folder: string,
  { type, unit, list }: Shape,
): Registry {
  const kinds = `${folder}/kinds/`;
  const names = [...paths]
    .filter((path) => path.startsWith(kinds) && !path.endsWith('.test.ts'))
    .map((path) => path.slice(kinds.length))
    .map((file) => [file, camelCase(file)] as const);
  const text = `${headline}${type}
${names.map(([file, name]) => `import { ${unit} as ${name} } from './kinds/${file}';\n`).join('')}
export const ${list} = [
${names.map(([, name]) => `  ${name},\n`).join('')}];
`;
  return { path: `${folder}/registry.generated.ts`, text };
}
