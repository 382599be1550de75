import { nodePath as path } from './originals.ts';
import { applyHook, wantedFile, type WantedFile } from './package-registry.ts';

/** Global name under which appended lines find guard; a symbol, so that no host code meets it. */
const NAME = 'castellan.guard.bridge';

/** Lets appended lines hand a file's own bindings to guard. Called once, before any file is loaded. */
export function openBindingBridge(): void {
  Reflect.defineProperty(globalThis, Symbol.for(NAME), {
    value: (filename: string, bindings: unknown): void => {
      const wanted = wantedFile(filename);
      if (wanted !== undefined) applyHook(wanted, bindings);
    },
  });
}

/**
 * The line that is appended to a file so that its declarations can be wrapped for all who use them:
 * a getter and a setter for each binding that the hook names (exports of classes and functions are
 * live bindings), or the module's own namespace. No parser, and no line moves.
 */
export function bridgeLine({ file }: WantedFile, filename: string): string {
  const bridge = `globalThis[Symbol.for('${NAME}')]?.`;
  const name = JSON.stringify(filename);
  if (file.bindings === undefined) return '';
  if (file.bindings === 'exports') {
    const self = JSON.stringify(`./${path.basename(filename)}`);
    return `\n;import * as castellanSelf from ${self};${bridge}(${name},castellanSelf);\n`;
  }
  const accessors = file.bindings
    .map((binding) => `get ${binding}(){return ${binding}},set ${binding}(value){${binding}=value}`)
    .join(',');
  return `\n;${bridge}(${name},{${accessors}});\n`;
}
