import type { ProgramParts } from '../build/program-parts.ts';
import type { Registered } from './registered.ts';
import type { RouteProgram } from './route-program.ts';

const pagesRoute = /(?:^|\/)pages\/(api\/.+)\.[cm]?[jt]sx?$/;
const appRoute = /(?:^|\/)app\/((?:.+\/)?)route\.[cm]?[jt]sx?$/;
const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** Routes that Next.js finds by the names of files: `pages/api/x.ts`, `app/x/route.ts`. */
export function fileRoutes(program: RouteProgram, parts: ProgramParts): Registered[] {
  return program.places.files.flatMap(({ path }, file) => {
    const pages = pagesRoute.exec(path)?.[1];
    const folder = appRoute.exec(path)?.[1];
    if (pages === undefined && folder === undefined) return [];
    const address = pages === undefined ? addressOf(folder!) : addressOf(pages);
    const exported = new Map(program.fieldsAt(parts.exportsOf(file)));
    const names = pages === undefined ? verbs : ['default'];
    return names.flatMap((name): Registered[] => {
      const node = exported.get(name);
      if (node === undefined) return [];
      return [
        {
          method: name === 'default' ? 'ALL' : name,
          path: address,
          file,
          start: startOf(program.places.files[file]!.text, name),
          handed: [node],
          options: [],
          before: [],
          isFileRoute: true,
        },
      ];
    });
  });
}

/** Without groups `(x)` and slots `@x`, which are no part of the address. */
function addressOf(folder: string): string {
  const names = folder
    .split('/')
    .filter((name) => name !== '' && !/^(?:\(.*\)|@.*|index)$/.test(name));
  return `/${names.join('/')}`;
}

/** Where the export stands, as near as the text tells. */
function startOf(text: string, name: string): number {
  const pattern =
    name === 'default'
      ? /^export\s+default\b|^module\.exports\b/m
      : new RegExp(`^export\\b[^\\n]*\\b${name}\\b`, 'm');
  return pattern.exec(text)?.index ?? 0;
}
