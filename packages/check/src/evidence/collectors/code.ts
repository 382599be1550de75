import { createHash } from 'node:crypto';
import { analyse } from '../../analysis/taint/analyse.ts';
import type { CodeFacts } from '../../analysis/taint/code-facts.ts';
import { isCodeFile } from '../../analysis/syntax/parse.ts';
import { type Collector, required } from '../collector.ts';
import { manifestOf } from './manifest.ts';
import { collector as texts } from './texts.ts';

export type Code = CodeFacts;

/** What the JavaScript and TypeScript of the repository does with data of others. */
export const collector: Collector<Code> = {
  title: 'flows through the code',
  reads: ['files'],
  async collect(_source, ask, cache) {
    const { files } = await required(ask, texts);
    const packages = new Map(files.flatMap(({ path, text }) => entryOf(path, text)));
    const code = files.filter(({ path }) => isCodeFile(path));
    // Values flow from file to file: what is known of one holds only while all others stay.
    const contents = [
      JSON.stringify([...packages]),
      ...code.flatMap(({ path, text }) => [path, createHash('sha256').update(text).digest('hex')]),
    ];
    const facts = await cache.remember('code', contents, () => analyse(code, packages));
    return { value: facts, origin: `${facts.files} files of code` };
  },
};

/** Name and entry file of a package of the repository. A broken manifest is for its own rule. */
function entryOf(path: string, text: string): [name: string, file: string][] {
  if (!/(?:^|\/)package\.json$/.test(path)) return [];
  try {
    const { name, rest } = manifestOf(path, text);
    if (name === undefined) return [];
    const main = typeof rest['main'] === 'string' ? rest['main'] : 'src/index';
    const folder = path.slice(0, -'package.json'.length);
    return [[name, `${folder}${main.replace(/^\.\//, '')}`]];
  } catch {
    return [];
  }
}
