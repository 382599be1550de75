import { webServer } from './web-app.ts';

/** What a package.json says, as far as publishing is concerned. */
interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly isPrivate: boolean;
  readonly files?: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly rest: Readonly<Record<string, unknown>>;
}

/** What else tells an app from a package. */
export interface AppSigns {
  /** An image or a Procfile starts it. */
  readonly isDeployed: boolean;
  /** There is a `.npmignore`. */
  readonly hasNpmList: boolean;
  /** Texts of the workflows. */
  readonly workflows: readonly string[];
}

/** Keys that only packages for others need. */
const forOthers = [
  'bin',
  'exports',
  'types',
  'typings',
  'module',
  'publishConfig',
  'peerDependencies',
];
const publishes =
  /\b(npm|pnpm|yarn)\s+publish\b|semantic-release|changeset\s+publish|release-please/;

/** npm refuses what is private or has no name or version. */
export function isPublishable({
  isPrivate,
  name,
  version,
}: Pick<Manifest, 'isPrivate' | 'name' | 'version'>): boolean {
  return !isPrivate && name !== undefined && version !== undefined;
}

/** A package that others are meant to install, as its package.json says. */
export function isForOthers(manifest: Omit<Manifest, 'scripts' | 'dependencies'>): boolean {
  const saysSo = forOthers.some((key) => manifest.rest[key] !== undefined);
  return isPublishable(manifest) && (manifest.files !== undefined || saysSo);
}

/** True for an app that npm would publish although nothing says that it should. */
export function isPublishedApp(manifest: Manifest, signs: AppSigns): boolean {
  const { files, scripts, dependencies, rest } = manifest;
  if (!isPublishable(manifest)) return false;
  if (files !== undefined || signs.hasNpmList || forOthers.some((key) => rest[key] !== undefined))
    return false;
  const isServer = webServer(Object.keys(dependencies)) !== undefined;
  const starts = /\b(node|next|nuxt|nest|tsx|pm2|castellan)\b/.test(scripts['start'] ?? '');
  const isPublished = [...signs.workflows, ...Object.values(scripts)].some((text) =>
    publishes.test(text),
  );
  return starts && (isServer || signs.isDeployed) && !isPublished;
}
