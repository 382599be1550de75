import { type Collector, required } from '../collector.ts';
import { readText } from '../source.ts';
import { collector as repoFiles } from './repo-files.ts';

/** One instruction of a Dockerfile, continuation lines joined. */
export interface Instruction {
  /** In capitals: `FROM`. */
  readonly name: string;
  readonly text: string;
  /** Line on which it starts, from 1. */
  readonly line: number;
}

export interface Dockerfile {
  readonly path: string;
  readonly text: string;
  readonly instructions: readonly Instruction[];
}

const isDockerfile = /(^|\/)(Dockerfile|Containerfile)(\.[\w.-]+)?$|\.(dockerfile|containerfile)$/i;
const notInstructions = /\.(md|txt|dockerignore|j2|tpl|tmpl|erb|template)$/i;

/** Dockerfiles anywhere in the repository. */
export const collector: Collector<readonly Dockerfile[]> = {
  title: 'Dockerfiles',
  reads: ['files'],
  async collect(source, ask) {
    const { files } = await required(ask, repoFiles);
    const value: Dockerfile[] = [];
    for (const { path, isLink } of files) {
      if (isLink || !isDockerfile.test(path) || notInstructions.test(path)) continue;
      const text = (await readText(source, path, 1_000_000)) ?? '';
      const instructions = instructionsOf(text);
      if (instructions.some(({ name }) => name === 'FROM'))
        value.push({ path, text, instructions });
    }
    return { value, origin: 'Dockerfiles' };
  },
};

/** The instructions of a Dockerfile: comments left out, continuations and here-documents joined. */
export function instructionsOf(text: string): Instruction[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const escape = /^#\s*escape\s*=\s*`\s*$/im.test(lines.slice(0, 3).join('\n')) ? '`' : '\\';
  const found: Instruction[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = at + 1;
    const first = lines[at]?.trim() ?? '';
    if (first === '' || first.startsWith('#')) continue;
    // Pieces are joined once: joining line by line would be quadratic.
    const pieces = [first];
    while (pieces.at(-1)!.endsWith(escape) && at + 1 < lines.length) {
      at += 1;
      const next = lines[at]?.trim() ?? '';
      if (next === '' || next.startsWith('#')) continue;
      pieces.push(pieces.pop()!.slice(0, -1).trimEnd(), next);
    }
    const whole = pieces.join(' ');
    const match = /^([A-Za-z]+)(?:\s+(.*))?$/s.exec(whole);
    if (!match) continue;
    const name = match[1]!.toUpperCase();
    let rest = match[2] ?? '';
    const ends = name === 'RUN' || name === 'COPY' || name === 'ADD' ? hereDocumentEnds(rest) : [];
    for (const end of ends) {
      while (at + 1 < lines.length) {
        at += 1;
        if (lines[at]?.trim() === end) break;
        rest += `\n${lines[at]}`;
      }
    }
    found.push({ name, text: rest, line });
  }
  return found;
}

function hereDocumentEnds(text: string): string[] {
  return [...text.matchAll(/(?<!<)<<-?\s*["']?([A-Za-z_]\w*)["']?/g)].map(([, word]) => word!);
}
