import { type Collector, required } from '../collector.ts';
import { readText } from '../source.ts';
import { collector as repoFiles } from './repo-files.ts';

/** One assignment of an environment file. */
export interface EnvironmentEntry {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

export interface EnvironmentFile {
  readonly path: string;
  readonly isTracked: boolean;
  /** `.env.example` and its kin, made to be committed. */
  readonly isTemplate: boolean;
  readonly entries: readonly EnvironmentEntry[];
}

const isEnvironment = /(^|\/)(\.env(\.[\w.-]+)?|[\w-]+\.env)$/;
const isTemplate = /(^|[./_-])(example|sample|template|dist|defaults?|schema|tpl)($|[./_-])/i;

/** `.env` files, those that git does not ignore. */
export const collector: Collector<readonly EnvironmentFile[]> = {
  title: 'environment files',
  reads: ['files'],
  holdsSources: true,
  async collect(source, ask) {
    const { files } = await required(ask, repoFiles);
    const value: EnvironmentFile[] = [];
    for (const { path, isTracked, isLink } of files) {
      if (isLink || !isEnvironment.test(path)) continue;
      const entries = environmentEntries((await readText(source, path, 1_000_000)) ?? '');
      const name = path.slice(path.lastIndexOf('/') + 1);
      value.push({ path, isTracked, isTemplate: isTemplate.test(name), entries });
    }
    return { value, origin: '.env files' };
  },
};

/** The assignments of an environment file, as dotenv reads them. */
export function environmentEntries(text: string): EnvironmentEntry[] {
  return text.split(/\r?\n/).flatMap((whole, index) => {
    const match = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*(.*)$/.exec(whole);
    if (!match) return [];
    const [, name = '', given = ''] = match;
    const quoted = /^(["'`])(.*?)\1/.exec(given);
    const value = quoted ? quoted[2]! : given.replace(/(^|\s+)#.*$/, '').trim();
    return [{ name, value, line: index + 1 }];
  });
}
