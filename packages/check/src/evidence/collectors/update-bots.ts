import { parseDocument } from 'yaml';
import { type Collector, required } from '../collector.ts';
import { collector as settings } from './settings.ts';

/** The settings of a bot that proposes updates. */
export interface UpdateBot {
  readonly path: string;
  readonly text: string;
  readonly name: 'Dependabot' | 'Renovate';
  /** Set when they cannot be read. */
  readonly problem?: string;
  /** As plain data; null when they have a problem. */
  readonly data: unknown;
}

const maxAliases = 100;

/** Which update bots are set up, and how. */
export const collector: Collector<readonly UpdateBot[]> = {
  title: 'settings of update bots',
  reads: ['files'],
  async collect(_, ask) {
    const value = (await required(ask, settings)).flatMap(({ path, text }): UpdateBot[] => {
      const isDependabot = /^\.github\/dependabot\.ya?ml$/.test(path);
      if (!isDependabot && !/renovate/.test(path)) return [];
      const name = isDependabot ? 'Dependabot' : 'Renovate';
      return [{ path, text, name, ...read(text) }];
    });
    return { value, origin: 'settings files' };
  },
};

/** JSON is YAML, and so is most of JSON5. */
function read(text: string): Pick<UpdateBot, 'problem' | 'data'> {
  const document = parseDocument(text);
  const [error] = document.errors;
  try {
    if (!error) return { data: document.toJS({ maxAliasCount: maxAliases }) as unknown };
  } catch {
    return { problem: 'it has too many aliases', data: null };
  }
  return { problem: error.message.split('\n')[0]!, data: null };
}
