import type { Tree } from '../tree/tree.ts';
import { camelCase, headline, type Registry } from './registry.ts';

const home = 'packages/watch/src/notifiers/';

/** The registry of watch: its notifiers, one file each. */
export function watchRegistriesOf({ paths }: Tree): Registry[] {
  const names = [...paths]
    .filter((path) => path.startsWith(`${home}kinds/`) && !path.endsWith('.test.ts'))
    .map((path) => path.slice(`${home}kinds/`.length))
    .map((file) => [file, camelCase(file)] as const);
  const text = `${headline}import type { Notifier } from './notifier.ts';
${names.map(([file, name]) => `import { notifier as ${name} } from './kinds/${file}';\n`).join('')}
export const notifiers: readonly Notifier[] = [
${names.map(([, name]) => `  ${name},\n`).join('')}];
`;
  return [{ path: `${home}registry.generated.ts`, text }];
}
