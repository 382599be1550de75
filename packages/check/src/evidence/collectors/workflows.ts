import { LineCounter, parseDocument } from 'yaml';
import { type Collector, required } from '../collector.ts';
import { readText } from '../source.ts';
import { collector as repoFiles } from './repo-files.ts';

/** A GitHub Actions workflow. */
export interface Workflow {
  readonly path: string;
  readonly text: string;
  /** Set when it is no YAML. */
  readonly problem?: string;
  /** The document as plain data; null when it has a problem. */
  readonly data: unknown;
}

const isWorkflow = /^\.github\/workflows\/[^/]+\.ya?ml$/;
const maxAliases = 100;

/** Workflows of GitHub Actions. */
export const collector: Collector<readonly Workflow[]> = {
  title: 'CI workflows',
  reads: ['files'],
  async collect(source, ask) {
    const { files } = await required(ask, repoFiles);
    const value: Workflow[] = [];
    for (const { path } of files) {
      if (isWorkflow.test(path)) value.push(workflowOf(path, (await readText(source, path)) ?? ''));
    }
    return { value, origin: '.github/workflows' };
  },
};

/** A workflow's text as data. Never throws; aliases are bounded. */
function workflowOf(path: string, text: string): Workflow {
  try {
    const document = parseDocument(text, { lineCounter: new LineCounter() });
    const [error] = document.errors;
    if (error)
      return { path, text, problem: error.message.split('\n')[0] ?? 'no YAML', data: null };
    return { path, text, data: document.toJS({ maxAliasCount: maxAliases }) as unknown };
  } catch (error) {
    return {
      path,
      text,
      problem: error instanceof Error ? error.message : String(error),
      data: null,
    };
  }
}
