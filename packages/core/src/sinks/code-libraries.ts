import { type SinkApi, type SinkLibrary, supportedNodeVersions } from './sink-library.ts';

const code = (name: string, argument: string): SinkApi => ({ name, kind: 'code', argument });
const first = 'first argument: the source text';
const parametersAndBody = 'last argument: the body; those before it: the parameter list';

/** What runs text as JavaScript. */
export const codeLibraries: readonly SinkLibrary[] = [
  {
    name: 'javascript',
    versions: supportedNodeVersions,
    apis: [
      code('eval', first),
      code('Function', parametersAndBody),
      code('AsyncFunction', parametersAndBody),
      code('GeneratorFunction', parametersAndBody),
      code('AsyncGeneratorFunction', parametersAndBody),
      code('import', 'a data: URL that holds the source of a module'),
    ],
  },
  {
    name: 'node:vm',
    versions: supportedNodeVersions,
    apis: [
      code('Script', first),
      code('SourceTextModule', first),
      code('runInContext', first),
      code('runInNewContext', first),
      code('runInThisContext', first),
      code('compileFunction', 'first argument: the body; second: the parameter names'),
    ],
  },
  {
    name: 'node:worker_threads',
    versions: supportedNodeVersions,
    apis: [code('Worker', 'first argument, when the eval option is set: the source text')],
  },
  {
    name: 'ejs',
    versions: '>=3.0.0 <8.0.0',
    apis: [
      code('compile', 'first argument: the template text'),
      code('render', 'first argument: the template text'),
    ],
  },
];
