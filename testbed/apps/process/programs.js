import { makeSandbox } from '../sandbox.js';

export const { publicDir, plugins } = makeSandbox();

/** A command line with a name between double quotes. */
export const line = ({ name }) => `echo "hello ${name}"`;

/** Programs with an argument that the request sends: each can be told by an option to run another. */
export const programs = {
  echo: ({ name }) => ['echo', ['hello', name]],
  git: ({ name }) => ['git', ['ls-remote', name, '.']],
  grep: ({ name }) => ['git', ['grep', '--no-index', '-h', '-e', name, '--', '.']],
  tar: ({ name }) => ['tar', ['-cf', '-', name, 'notes.txt']],
  find: ({ name }) => ['find', ['notes.txt', ...name.split(' ')]],
  curl: ({ name }) => ['curl', ['-s', name]],
};

/** Makes a route of each program by one way to start programs. */
export function programRoutes(style, start) {
  const entries = Object.entries(programs).map(([name, argsOf]) => [
    `${style}/${name}`,
    (query) => start(...argsOf(query)),
  ]);
  return Object.fromEntries(entries);
}

/** What a finished program wrote, to either stream; the start of it, since archives are long. */
export const written = ({ stdout, stderr }) => `${stdout ?? ''}${stderr ?? ''}`.slice(0, 100);

/** The same of a child process that runs. */
export function collect(child) {
  return new Promise((resolve, reject) => {
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => (output.stdout += chunk));
    child.stderr.on('data', (chunk) => (output.stderr += chunk));
    child.on('error', reject);
    child.on('close', () => resolve(written(output)));
  });
}
