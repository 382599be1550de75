import { bridgeLine } from './binding-bridge.ts';
import { enterWrapper, keepCallers } from './callers.ts';
import { nodeModule } from './originals.ts';
import { applyHook, wantedFile, type WantedFile } from './package-registry.ts';
import { rewritten } from './source-rewriting.ts';
import { type AnyFunction, replaceMethod } from './wrap.ts';

interface CompilableModule {
  exports: unknown;
}

/**
 * Watches every CommonJS file right after it has run, for `require` and for `import` of CommonJS
 * alike (measured on Node 20 to 26). Files of hooked packages are looked at, and sources that the
 * rewriter asked for are changed before they run.
 */
export function hookCommonJs(): void {
  replaceMethod(nodeModule.prototype, '_compile', wrapCompile);
}

function wrapCompile(compile: AnyFunction): AnyFunction {
  return function (this: CompilableModule, ...args: unknown[]) {
    const wanted = prepare(args);
    enterWrapper();
    let isDone = false;
    try {
      const result: unknown = Reflect.apply(compile, this, args);
      isDone = true;
      return result;
    } finally {
      if (!isDone) keepCallers();
      else if (wanted !== undefined && wanted.file.bindings === undefined) {
        applyHook(wanted, this.exports, (exports) => {
          this.exports = exports;
        });
      }
    }
  };
}

/** Puts the source to compile in place of the file's own; returns what a hook wants of the file. */
function prepare(args: unknown[]): WantedFile | undefined {
  const [content, filename, format] = args;
  if (typeof filename !== 'string') return undefined;
  if (typeof content === 'string') {
    const goal = format === 'module' ? 'module' : 'script';
    args[0] = rewritten({ source: content, filename, goal });
  }
  const wanted = wantedFile(filename);
  if (wanted?.file.bindings !== undefined) {
    args[0] = String(args[0]) + bridgeLine(wanted, filename);
  }
  return wanted;
}
