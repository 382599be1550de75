import { parseDocument } from 'yaml';
import { type Collector, required } from '../collector.ts';
import { readText } from '../source.ts';
import { collector as repoFiles } from './repo-files.ts';

/** A Compose file: services that are started together. */
export interface ComposeFile {
  readonly path: string;
  readonly text: string;
  /** The document as plain data; null when it is no YAML. */
  readonly data: unknown;
}

const isCompose = /(^|\/)(docker-)?compose([.-][\w.-]+)?\.ya?ml$/;
const maxAliases = 100;
const maxBytes = 1_000_000;

/** Compose files anywhere in the repository. */
export const collector: Collector<readonly ComposeFile[]> = {
  title: 'Compose files',
  reads: ['files'],
  async collect(source, ask) {
    const { files } = await required(ask, repoFiles);
    const value: ComposeFile[] = [];
    for (const { path, isLink } of files) {
      if (isLink || !isCompose.test(path)) continue;
      const text = (await readText(source, path, maxBytes)) ?? '';
      value.push({ path, text, data: dataOf(text) });
    }
    return { value, origin: 'Compose files' };
  },
};

function dataOf(text: string): unknown {
  try {
    const document = parseDocument(text);
    return document.errors.length > 0
      ? null
      : (document.toJS({ maxAliasCount: maxAliases }) as unknown);
  } catch {
    return null;
  }
}
