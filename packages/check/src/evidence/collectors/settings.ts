import { type Collector, required } from '../collector.ts';
import { readText } from '../source.ts';
import { collector as repoFiles } from './repo-files.ts';

/** A file by which a tool or a host is set up, or that tells people what to do. */
export interface SettingsFile {
  readonly path: string;
  readonly text: string;
}

const maxBytes = 1_000_000;

/** Which files are settings, by path. One table: rules find theirs among them. */
const patterns: readonly RegExp[] = [
  /(^|\/)\.(npmrc|yarnrc|yarnrc\.yml|nvmrc|node-version|tool-versions|gitignore|npmignore|dockerignore)$/,
  /^(pnpm-workspace\.yaml|Procfile|bunfig\.toml|netlify\.toml|vercel\.json|app\.json)$/,
  /^\.(husky|githooks|git-hooks|hooks)\/[^/]+$/,
  /^\.?lefthook(-local)?\.(ya?ml|toml|json)$/,
  /^\.(pre-commit-config\.yaml|simple-git-hooks\.(json|js|cjs|mjs)|lintstagedrc(\.\w+)?|secretlintrc(\.\w+)?|gitleaks\.toml)$/,
  /^(simple-git-hooks|lint-staged\.config)\.(json|js|cjs|mjs)$/,
  /^(\.github\/|\.gitlab\/|docs\/)?(SECURITY|CODEOWNERS|CONTRIBUTING|THREATMODEL|THREAT_MODEL)(\.\w+)?$/i,
  /^(\.github\/|docs\/)?pull_request_template(\.\w+)?$/i,
  /^(\.github\/|docs\/)?PULL_REQUEST_TEMPLATE\/[^/]+$/i,
  /^\.gitlab\/merge_request_templates\/[^/]+$/i,
  /^\.github\/dependabot\.ya?ml$/,
  /^(\.github\/|\.gitlab\/)?(renovate\.json5?|\.renovaterc(\.json5?)?)$/,
  /(^|\/)ecosystem\.config\.(c?js|json)$/,
  /(^|\/)[\w@.-]+\.service$/,
  /(^|\/)[\w.-]+\.dockerignore$/,
  /^\.ci\/[^/]+$/,
  /^(\.gitlab-ci\.yml|\.travis\.yml|Jenkinsfile|azure-pipelines\.ya?ml|bitbucket-pipelines\.ya?ml|\.circleci\/config\.ya?ml)$/,
];

/** Small text files that set tools up. */
export const collector: Collector<readonly SettingsFile[]> = {
  title: 'settings files',
  reads: ['files'],
  async collect(source, ask) {
    const { files } = await required(ask, repoFiles);
    const value: SettingsFile[] = [];
    for (const { path, isLink } of files) {
      if (isLink || !patterns.some((pattern) => pattern.test(path))) continue;
      const text = await readText(source, path, maxBytes);
      if (text !== undefined) value.push({ path, text });
    }
    return { value, origin: 'settings files' };
  },
};
