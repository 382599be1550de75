import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Message {
  readonly ruleId: string | null;
  readonly line: number;
}
interface Linter {
  verify(text: string, config: unknown, file: string): Message[];
}

/** What eslint-plugin-security says of a text, by rule and line. */
export type Judge = (
  path: string,
  text: string,
) => { readonly rule: string; readonly line: number }[];

/** The plug-in as it is installed in `directory`, all rules on; undefined where it is not. */
export function pluginIn(directory: string): Judge | undefined {
  const require = createRequire(join(directory, 'package.json'));
  try {
    const { Linter } = require('eslint') as { Linter: new () => Linter };
    const plugin = require('eslint-plugin-security') as { rules: Record<string, unknown> };
    const parser: unknown = require('@typescript-eslint/parser');
    const rules = Object.fromEntries(
      Object.keys(plugin.rules).map((name) => [`security/${name}`, 'error']),
    );
    const linter = new Linter();
    const config = {
      files: ['**/*.js', '**/*.jsx', '**/*.ts', '**/*.tsx'],
      plugins: { security: plugin },
      languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
      linterOptions: { noInlineConfig: true },
      rules,
    };
    return (path, text) =>
      linter
        .verify(text, [config], path)
        .flatMap(({ ruleId, line }) =>
          ruleId === null ? [] : [{ rule: ruleId.replace('security/', ''), line }],
        );
  } catch {
    return undefined;
  }
}
