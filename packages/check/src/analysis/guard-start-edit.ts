/** The part of a Dockerfile that says what is started. */
interface Image {
  readonly path: string;
  readonly text: string;
  readonly instructions: readonly {
    readonly name: string;
    readonly text: string;
    readonly line: number;
  }[];
}

/** An edit of a text, as patches of rules have it. */
export interface LineEdit {
  readonly kind: 'text';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly was: string;
  readonly to: string;
}

/** `node` as a command of its own that runs a file. */
const startsNode = /(?<=^|\s|[;&|(])node(?=\s+(?!-e\b|-p\b|-v\b|--eval\b|--print\b|--version\b))/g;
const flag = '--import castellan/guard';

/** A lone command that runs TypeScript by Node: it hands on what stands in NODE_OPTIONS. */
const startsTypeScript = /^((?:[A-Za-z_]\w*=\S+\s+)*)((?:tsx|ts-node)\s+(?!watch\b)[^&|;]+)$/;

/** A command line whose one `node` starts guard; undefined where there is none or more than one. */
export function underGuard(command: string): string | undefined {
  if (startsTypeScript.test(command))
    return command.replace(startsTypeScript, '$1castellan run -- $2');
  const found = [...command.matchAll(startsNode)];
  return found.length === 1 ? command.replace(startsNode, `node ${flag}`) : undefined;
}

/** The edit of a Dockerfile's last CMD or ENTRYPOINT that runs node, when it stands on one line. */
export function underGuardInImage({ path, text, instructions }: Image): LineEdit | undefined {
  const lines = text.split('\n');
  const start = instructions.findLast(
    ({ name, text: said }) => (name === 'CMD' || name === 'ENTRYPOINT') && /\bnode\b/.test(said),
  );
  const was = start && lines[start.line - 1];
  if (was === undefined || was.trimEnd().endsWith('\\')) return undefined;
  const to = /^\s*\w+\s+\[/.test(was) ? withFlagItems(was) : underGuard(was);
  return to === undefined
    ? undefined
    : { kind: 'text', file: path, line: start!.line, column: 1, was, to };
}

/** `["node", "app.js"]` with the flag as items of their own. */
function withFlagItems(line: string): string | undefined {
  const node = /"node"(?=\s*,)/g;
  if ([...line.matchAll(node)].length !== 1) return undefined;
  return line.replace(node, '"node", "--import", "castellan/guard"');
}
