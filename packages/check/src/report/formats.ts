import type { CheckReport } from '../engine/report-type.ts';
import type { Rule } from '../rules/rule.ts';
import { csvReport } from './csv.ts';
import { githubReport } from './github-annotations.ts';
import { gitlabCodeQuality } from './gitlab-code-quality.ts';
import { gitlabSast } from './gitlab-sast.ts';
import { htmlReport } from './html/html.ts';
import { jsonReport } from './json.ts';
import { junitReport } from './junit.ts';
import { markdownReport } from './markdown.ts';
import { sarifReport } from './sarif.ts';
import { type TerminalOptions, terminalReport } from './terminal.ts';

/** One form of the report. */
interface ReportFormat {
  /** Who reads it, without a full stop. */
  readonly title: string;
  /** Names of files that are written in it when nobody says in which. */
  readonly files: RegExp;
  print(report: CheckReport, rules: readonly Rule[], terminal: TerminalOptions): string;
}

/** The names of all formats; where a file's name fits several, the first counts. */
export const formatNames = [
  'terminal',
  'gitlab-sast',
  'gitlab',
  'sarif',
  'json',
  'html',
  'markdown',
  'junit',
  'github',
  'csv',
] as const;
export type FormatName = (typeof formatNames)[number];

/** Every form of the report. */
export const formats: Readonly<Record<FormatName, ReportFormat>> = {
  terminal: {
    title: 'for people at a terminal',
    files: /\.txt$/,
    print: (report, _, terminal) => terminalReport(report, terminal),
  },
  'gitlab-sast': {
    title: "GitLab's security dashboard, schema 15.0.7",
    files: /(^|[/\\])gl-sast[^/\\]*\.json$/,
    print: gitlabSast,
  },
  gitlab: {
    title: "GitLab's merge requests, as code quality",
    files: /(^|[/\\])gl-[^/\\]*\.json$/,
    print: gitlabCodeQuality,
  },
  sarif: {
    title: 'SARIF 2.1.0, as code hosts read it',
    files: /\.sarif(\.json)?$/,
    print: sarifReport,
  },
  json: { title: 'the whole report, for programs', files: /\.json$/, print: jsonReport },
  html: { title: 'one page, for people without a terminal', files: /\.html?$/, print: htmlReport },
  markdown: {
    title: 'a comment on a pull request',
    files: /\.(md|markdown)$/,
    print: markdownReport,
  },
  junit: { title: 'JUnit XML, as CI systems read it', files: /\.xml$/, print: junitReport },
  github: { title: "annotations in GitHub's log", files: /(?!)/, print: githubReport },
  csv: { title: 'a table of all findings', files: /\.csv$/, print: csvReport },
};

/** The format that a file's name asks for; undefined when it asks for none. */
export function formatOf(file: string): FormatName | undefined {
  return formatNames.find((name) => formats[name].files.test(file.toLowerCase()));
}

/** The report in a format. */
export function printReport(
  name: FormatName,
  report: CheckReport,
  rules: readonly Rule[],
  terminal: TerminalOptions,
): string {
  return formats[name].print(report, rules, terminal);
}
