import { codeFrame, lineAt } from '../analysis/code-frame.ts';
import { isForTests } from '../analysis/infrastructure/manifest-documents.ts';
import type { NginxDirective } from '../analysis/nginx/directives.ts';
import type { NginxFile } from '../evidence/collectors/nginx-files.ts';
import { judgeDocuments } from './manifest-rule.ts';
import type { Edit, Patch } from './patch.ts';
import { defineRule, notApplicable, type Rule, type RuleFinding } from './rule.ts';

/** What is wrong with a directive of nginx, and what mends it. */
export interface NginxFault {
  readonly directive: NginxDirective;
  readonly message: string;
  readonly identity: string;
  readonly severity?: RuleFinding['severity'];
  /** Undefined where no edit is certain to be right. */
  readonly edits: readonly Edit[] | undefined;
}

type NginxRule = Omit<Rule, 'needs' | 'mayRead' | 'run' | 'mend'> & {
  faults(file: NginxFile, all: readonly NginxFile[]): readonly NginxFault[];
  readonly fact: string;
  readonly mend: {
    readonly title: string;
    /** `Hide the version of nginx`: what is done, as an instruction. */
    readonly does: string;
    readonly afterwards?: Patch['afterwards'];
  };
};

/** A rule that each file of nginx has to hold. */
export function nginxRule({ faults, fact, mend, examples, ...about }: NginxRule): Rule {
  return defineRule({
    ...about,
    needs: ['nginxFiles'],
    run({ nginxFiles }) {
      if (nginxFiles.length === 0) return notApplicable('there is no configuration of nginx');
      const findings = nginxFiles.flatMap((file) =>
        faults(file, nginxFiles).map((fault) => findingOf(file, fault)),
      );
      return judgeDocuments(nginxFiles, findings, fact);
    },
    mend: {
      title: mend.title,
      offer({ place, identity }, { nginxFiles }) {
        const file = nginxFiles.find(({ path }) => path === place?.file);
        const fault =
          file &&
          faults(file, nginxFiles).find(
            (one) => one.identity === identity && lineOf(file, one) === place?.line,
          );
        if (!fault?.edits) return undefined;
        return {
          title: `${mend.does} in ${file!.path}`,
          edits: fault.edits,
          afterwards: mend.afterwards ?? 'run nginx -t, then reload it',
        };
      },
    },
    examples: [
      ...examples,
      {
        title: 'a template of Ansible',
        given: { 'nginx.conf.j2': 'server { listen 80; server_name {{ name }}; }\n' },
        expect: 'unknown',
      },
      {
        title: 'a brace that is not closed',
        given: { 'nginx.conf': 'http {\n  server { listen 80;\n' },
        expect: 'unknown',
      },
      {
        title: 'settings of another program',
        given: {
          'app.conf': 'server {\n  port = 80\n  host = "a"\n}\n',
          'nginx.md': 'server { listen 80; }',
        },
        expect: 'not-applicable',
      },
    ],
  });
}

function findingOf(file: NginxFile, fault: NginxFault): RuleFinding {
  const line = lineOf(file, fault);
  const { message, identity, severity } = fault;
  return {
    place: { file: file.path, line },
    message,
    identity,
    frame: codeFrame(file.text, line),
    ...(severity !== undefined && { severity }),
    ...(isForTests(file.path) && { severity: 'low' as const, confidence: 'possible' as const }),
  };
}

function lineOf({ text }: NginxFile, { directive }: NginxFault): number {
  return lineAt(text, directive.start);
}

/** A file with one server that holds these lines, indented by two. */
export function nginxServer(lines: string): Readonly<Record<string, string>> {
  return { 'nginx/shop.conf': `server {\n  listen 443 ssl;\n${lines}}\n` };
}
