import { LineCounter, parseAllDocuments } from 'yaml';
import {
  type InfrastructureDocument,
  kindOfText,
} from '../../analysis/infrastructure/manifest-documents.ts';
import { type Collector, required } from '../collector.ts';
import { collector as texts } from './texts.ts';

const maxAliases = 100;
const maxChars = 1_000_000;
/** Go templates of Helm, and those of other tools, are no YAML before they are filled in. */
const isTemplate = /\{\{-?\s*[\w."$/(]|\{%|<%/;

/** Manifests of Kubernetes, templates of CloudFormation, and policies of AWS. */
export const collector: Collector<readonly InfrastructureDocument[]> = {
  title: 'manifests of infrastructure',
  reads: ['files'],
  holdsSources: true,
  async collect(_, ask) {
    const { files } = await required(ask, texts);
    const value = files.flatMap(({ path, text }) => documentsIn(path, text));
    return { value, origin: 'manifests' };
  },
};

function documentsIn(path: string, text: string): InfrastructureDocument[] {
  const kind = text.length > maxChars ? undefined : kindOfText(path, text);
  if (kind === undefined) return [];
  const broken = (problem: string): InfrastructureDocument[] => [
    { path, kind, index: 0, line: 1, text, problem, data: null },
  ];
  if (path.includes('/templates/') && isTemplate.test(text))
    return broken('it is a template: render it first (helm template) and look at what comes out');
  try {
    const lines = new LineCounter();
    const documents = parseAllDocuments(text, { lineCounter: lines, logLevel: 'silent' });
    return [...documents].flatMap((document, index): InfrastructureDocument[] => {
      const [start, , end] = document.range;
      const line = Math.max(1, lines.linePos(document.contents?.range?.[0] ?? start).line);
      const from = document.contents?.range?.[0] ?? start;
      const part = { path, kind, index, line, text: text.slice(from, end) };
      const [error] = document.errors;
      if (error !== undefined)
        return [{ ...part, problem: error.message.split('\n')[0] ?? 'no YAML', data: null }];
      if (document.contents === null) return [];
      return [{ ...part, data: document.toJS({ maxAliasCount: maxAliases }) as unknown }];
    });
  } catch (error) {
    return broken((error as Error).message);
  }
}
