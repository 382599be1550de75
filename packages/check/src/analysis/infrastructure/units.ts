import { isAppFile } from '../app-files.ts';

/** A unit of systemd: values by section and key, the last of several. */
export interface Unit {
  readonly path: string;
  readonly text: string;
  readonly service: ReadonlyMap<string, string>;
}

const runtimes =
  /(^|[\s/=])(node|nodejs|npm|npx|bun|deno|pm2|pm2-runtime|yarn|pnpm|castellan)(\s|$)/;

/** Units that start an app of Node.js and its kin. */
export function appUnits(
  files: readonly { readonly path: string; readonly text: string }[],
): Unit[] {
  return files
    .filter(({ path }) => path.endsWith('.service'))
    .map(({ path, text }) => ({ path, text, service: serviceOf(text) }))
    .filter(({ service }) => runtimes.test(service.get('ExecStart') ?? ''));
}

function serviceOf(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  let section = '';
  for (const line of text.replace(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    const [, name] = /^\s*\[([^\]]+)\]/.exec(line) ?? [];
    if (name !== undefined) section = name;
    const [, key, value] = /^\s*([A-Za-z]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (section === 'Service' && key !== undefined) values.set(key, value ?? '');
  }
  return values;
}

const lends = /(?<![\w.-])(?:sudo|doas|pkexec|su)(?![\w.-])/;

/** Whether the app may start programs that lend it rights, as `NoNewPrivileges` forbids. */
export function gainsRights(
  { text }: Pick<Unit, 'text'>,
  files: readonly { readonly path: string; readonly text: string }[],
): boolean {
  return (
    lends.test(text) ||
    files.some(
      ({ path, text: code }) =>
        isAppFile(path) && /["'`](?:sudo|doas|pkexec|su)(?:["'`]| )/.test(code),
    )
  );
}
