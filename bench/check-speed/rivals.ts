import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Another program over the same files. */
export interface Rival {
  readonly title: string;
  readonly script: string;
  readonly args: readonly string[];
}

const eslintConfig = `import security from 'eslint-plugin-security';
import parser from '@typescript-eslint/parser';
export default [
  { files: ['**/*.{js,ts}'], languageOptions: { parser }, ...security.configs.recommended },
];
`;
const secretlintConfig =
  '{ "rules": [{ "id": "@secretlint/secretlint-rule-preset-recommend" }] }\n';

/** Those that are installed in a folder; what is absent is said. */
export function rivalsIn(folder: string | undefined): Rival[] {
  if (folder === undefined || !existsSync(folder)) {
    console.log(
      `no eslint, eslint-plugin-security or secretlint at ${folder ?? '--rivals DIR'}: left out`,
    );
    return [];
  }
  const eslint = programOf(folder, 'eslint', 'eslint');
  const plugin = versionOf(folder, 'eslint-plugin-security');
  const parser = versionOf(folder, '@typescript-eslint/parser');
  const secretlint = programOf(folder, 'secretlint', 'secretlint');
  const preset = versionOf(folder, '@secretlint/secretlint-rule-preset-recommend');
  const rivals: Rival[] = [];
  if (eslint && plugin !== undefined && parser !== undefined) {
    const config = join(folder, 'castellan-bench.config.mjs');
    writeFileSync(config, eslintConfig);
    rivals.push({
      title: `eslint ${eslint.version} with eslint-plugin-security ${plugin}`,
      script: eslint.script,
      args: ['--config', config, '.'],
    });
  } else console.log('eslint with eslint-plugin-security: left out, not installed');
  if (secretlint && preset !== undefined) {
    const config = join(folder, 'castellan-bench.secretlintrc.json');
    writeFileSync(config, secretlintConfig);
    rivals.push({
      title: `secretlint ${secretlint.version}, recommended rules`,
      script: secretlint.script,
      args: ['--secretlintrc', config, '**/*'],
    });
  } else console.log('secretlint: left out, not installed');
  return rivals;
}

interface Manifest {
  readonly version: string;
  readonly bin?: string | Readonly<Record<string, string>>;
}

function manifestOf(folder: string, name: string): [path: string, manifest: Manifest] | undefined {
  const path = join(folder, 'node_modules', name, 'package.json');
  return existsSync(path) ? [path, JSON.parse(readFileSync(path, 'utf8')) as Manifest] : undefined;
}

function versionOf(folder: string, name: string): string | undefined {
  return manifestOf(folder, name)?.[1].version;
}

function programOf(
  folder: string,
  name: string,
  program: string,
): { readonly script: string; readonly version: string } | undefined {
  const [path, manifest] = manifestOf(folder, name) ?? [];
  const bin = typeof manifest?.bin === 'string' ? manifest.bin : manifest?.bin?.[program];
  if (path === undefined || manifest === undefined || bin === undefined) return undefined;
  return {
    script: createRequire(path).resolve(join(dirname(path), bin)),
    version: manifest.version,
  };
}
