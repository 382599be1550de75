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
    const packages = new Map(
      files.flatMap(({ path, text }): [string, string][] => {
        if (!/(?:^|\/)package\.json$/.test(path)) return [];
        const { name, rest } = manifestOf(text, path);
        if (name === undefined) return [];
        const folder = path.slice(0, -'package.json'.length);
        const main = typeof rest['main'] === 'string' ? rest['main'] : 'src/index';
        return [[name, `${folder}${main.replace(/^\.\//, '')}`]];
      }),
    );
    const facts = analyse(
      files.filter(({ path }) => isCodeFile(path)),
      packages,
    );
    return { value: facts, origin: `${facts.files} files of code` };
  },
};
