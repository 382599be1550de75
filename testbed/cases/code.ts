import { answered, query, type AppCases, type AttackCase, type BenignCase } from './case.ts';

const friendly = "Tom & Jerry's; (live) | 'best of' > #1 `${x}` /* */ constructor";
const script = '" + ["sto", "len"].join("") + "';
const template = '<%- ["sto", "len"].join("") %>';

/** One app and its routes that put a name into code, into a template's text, or into neither. */
interface CodeApp {
  readonly app: string;
  readonly minimumNode?: number;
  readonly coversEsmFrom?: number;
  readonly code: readonly string[];
  readonly templates?: readonly string[];
  readonly values?: readonly string[];
}

const codeApps: readonly CodeApp[] = [
  {
    app: 'code/code',
    code: [
      ...['function', 'function-called', 'function-parameters', 'function-reached'],
      ...['async-function', 'generator-function', 'vm-new-context', 'vm-this-context'],
      ...['vm-context', 'vm-script', 'vm-compile-function', 'worker', 'ejs-code', 'ejs-compile'],
    ],
    templates: ['ejs-text'],
    values: ['ejs-value', 'json', 'quoted'],
  },
  {
    app: 'code/ejs3',
    code: ['ejs-code'],
    templates: ['ejs-text'],
    values: ['ejs-value'],
  },
  // Node.js 20 has no sound hooks of ES modules and `import()`; `castellan doctor` says so.
  { app: 'code/eval', coversEsmFrom: 22, code: ['direct', 'local', 'indirect', 'global', 'kept'] },
  { app: 'code/import', minimumNode: 22, code: ['data-url', 'data-url-base64'] },
];

const attack =
  (name: string) =>
  (route: string): AttackCase => ({
    title: route,
    request: query(`/${route}`, { name }),
    works: answered('hello stolen'),
    finding: { input: 'query.name', detection: 'code-injection' },
  });

const benign =
  (...names: readonly string[]) =>
  (route: string): BenignCase[] =>
    names.map((name) => ({
      title: `${route}: ${name}`,
      request: query(`/${route}`, { name }),
      expected: answered(`hello ${name}`),
    }));

/** The cases of every app that runs text as code. */
export const codeCases: readonly AppCases[] = codeApps.map(
  ({ code, templates = [], values = [], ...app }) => ({
    ...app,
    attacks: [...code.map(attack(script)), ...templates.map(attack(template))],
    benign: [
      ...code.flatMap(benign('bob', friendly)),
      ...templates.flatMap(benign('bob', `${friendly} < 5 % 7 >`)),
      ...values.flatMap(benign('bob', friendly, script, template)),
    ],
  }),
);
