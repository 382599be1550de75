import { shellForm } from '@castellan/core';
import { finalStage } from './docker-stages.ts';
import { webServer } from './web-app.ts';

interface Package {
  /** From the root; empty for the root itself. */
  readonly folder: string;
  readonly manifest: {
    readonly path: string;
    readonly scripts: Readonly<Record<string, string>>;
    readonly dependencies: Readonly<Record<string, string>>;
    readonly rest: Readonly<Record<string, unknown>>;
  };
}

interface Text {
  readonly path: string;
  readonly text: string;
}

interface Image {
  readonly path: string;
  readonly instructions: readonly {
    readonly name: string;
    readonly text: string;
    readonly line: number;
  }[];
}

/** What of a repository says how its apps are started. */
interface StartFiles {
  readonly packages: readonly Package[];
  readonly dockerfiles: readonly Image[];
  readonly settings: readonly Text[];
  readonly texts: readonly Text[];
}

/** A place that says how an app is started, with the variables that it sets. */
export interface Start {
  readonly place: { readonly file: string; readonly line?: number };
  readonly command: string;
  readonly variables: string;
  /** The package whose scripts the command may run. */
  readonly of?: Package;
  /** True where no script says so: the command is what a person would type. */
  readonly isMissing?: boolean;
}

const runsNode =
  /\b(node|npm|npx|pnpm|yarn|bun|tsx|ts-node|next|nest|nuxt|remix-serve|pm2(-runtime)?|castellan|nodemon)\b/;
/** Files that people call the one that starts the app; npm itself starts the first. */
const usualEntries = ['server.js', 'index.js', 'app.js'];

/** Every command that starts an app here. */
export function startsIn({ packages, dockerfiles, settings, texts }: StartFiles): readonly Start[] {
  const root = packages.find(({ folder }) => folder === '');
  const command = procfileCommand(settings);
  const deployed = [
    ...dockerfiles.flatMap(startOfImage),
    ...(command === undefined ? [] : [{ place: { file: 'Procfile' }, command, variables: '' }]),
  ]
    .filter((one) => runsNode.test(one.command))
    .map((one): Start => ({ ...one, ...(root && { of: root }) }));
  // Where something is deployed, the script is for development unless the deployed command runs it.
  if (deployed.length > 0) return deployed;
  const script = root?.manifest.scripts['start'];
  if (root && script !== undefined) return [startBy(root, script)];
  const missing = root && entryOf(root, texts);
  if (root && missing !== undefined)
    return [{ ...startBy(root, `node ${missing}`), isMissing: true }];
  return packages
    .filter(({ manifest }) => webServer(Object.keys(manifest.dependencies)) !== undefined)
    .flatMap((one) => {
      const start = one.manifest.scripts['start'];
      return start === undefined ? [] : [startBy(one, start)];
    });
}

function startBy(of: Package, command: string): Start {
  return { place: { file: of.manifest.path }, command, variables: '', of };
}

/** The file of a web app that listens, where no script starts it. */
function entryOf({ manifest }: Package, texts: readonly Text[]): string | undefined {
  if (webServer(Object.keys(manifest.dependencies)) === undefined) return undefined;
  const { main } = manifest.rest;
  const named = typeof main === 'string' ? [main.replace(/^\.\//, '')] : [];
  return [...named, ...usualEntries].find((entry) =>
    texts.some(({ path, text }) => path === entry && /\.listen\s*\(/.test(text)),
  );
}

function procfileCommand(settings: readonly Text[]): string | undefined {
  const web = settings.find(({ path }) => path === 'Procfile')?.text;
  return /^web:\s*(.+)$/m.exec(web ?? '')?.[1];
}

function startOfImage({ path, instructions }: Image): Start[] {
  const stage = finalStage(instructions);
  const last = (name: string): (typeof stage)[number] | undefined =>
    stage.findLast((one) => one.name === name);
  const parts = [last('ENTRYPOINT'), last('CMD')].filter((one) => one !== undefined);
  const [first] = parts;
  if (!first) return [];
  const command = parts.map(({ text }) => shellForm(text)).join(' ');
  const variables = stage
    .filter(({ name }) => name === 'ENV')
    .map(({ text }) => text)
    .join(' ');
  return [{ place: { file: path, line: parts.at(-1)!.line }, command, variables }];
}
