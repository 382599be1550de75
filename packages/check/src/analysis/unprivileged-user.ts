import { fromParts, stagesOf } from './docker-stages.ts';

interface Step {
  readonly name: string;
  readonly text: string;
  readonly line: number;
}

/** Images that bring a user who is not root, by name, with that user. */
const users: readonly (readonly [image: RegExp, user: string])[] = [
  [/^(?:docker\.io\/)?(?:library\/)?node(?=[:@]|$)/, 'node'],
  [/^(?:docker\.io\/)?oven\/bun(?=[:@]|$)/, 'bun'],
  [/^gcr\.io\/distroless\/nodejs\d+(?:-debian\d+)?(?=[:@]|$)/, 'nonroot'],
];
/** Programs by which a start script of root goes on as somebody else. */
export const changesUser: RegExp =
  /\b(sudo|gosu|su-exec|setpriv|runuser|s6-setuidgid|setuidgid|chpst)\b/;
const lowestOpenPort = 1024;

/** A line to be put before another one. */
export interface UserLine {
  readonly user: string;
  /** Before which line, from 1. */
  readonly line: number;
}

/**
 * The user that the last image of a Dockerfile can run as, and where to say so; undefined where the app
 * may need root: ports below 1024, volumes, or an image that we do not know.
 */
export function unprivilegedUser(instructions: readonly Step[]): UserLine | undefined {
  const stages = stagesOf(instructions);
  const last = stages.at(-1) ?? [];
  const user = users.find(([image]) => image.test(rootImage(stages)))?.[1];
  const start = last.find(({ name }) => name === 'CMD' || name === 'ENTRYPOINT');
  if (user === undefined || start === undefined) return undefined;
  const needsRoot = last.some(
    ({ name, text }) =>
      name === 'VOLUME' ||
      (name === 'EXPOSE' &&
        text.split(/\s+/).some((port) => Number.parseInt(port, 10) < lowestOpenPort)),
  );
  if (needsRoot || changesUser.test(start.text)) return undefined;
  // What is installed after the start command was named needs root still.
  const after = last.slice(last.indexOf(start));
  if (after.some(({ name }) => name === 'RUN' || name === 'USER')) return undefined;
  return { user, line: start.line };
}

/** The image at the root of the last stage. */
function rootImage(stages: readonly (readonly Step[])[]): string {
  let index = stages.length - 1;
  for (;;) {
    const { image } = fromParts(stages[index]?.[0]?.text ?? '');
    const before = stages
      .slice(0, index)
      .findLastIndex(([from]) => fromParts(from?.text ?? '').name === image.toLowerCase());
    if (before < 0) return image;
    index = before;
  }
}
