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
  async collect(_source, ask) {
    const { files } = await required(ask, texts);
    const packages = new Map(files.flatMap(({ path, text }) => entryOf(path, text)));
    const facts = analyse(
      files.filter(({ path }) => isCodeFile(path)),
      packages,
    );
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
