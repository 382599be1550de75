import { bridgeLine } from './binding-bridge.ts';
import { nodeModule } from './originals.ts';
import { applyHook, wantedFile } from './package-registry.ts';
import { rewritten } from './source-rewriting.ts';
import { type AnyFunction, disguise } from './wrap.ts';

interface CompilableModule {
  exports: unknown;
}

/**
 * Watches every CommonJS file right after it has run, for `require` and for `import` of CommonJS
 * alike (measured on Node 20 to 26). Files of hooked packages are looked at, and sources that the
 * rewriter asked for are changed before they run.
 */
export function hookCommonJs(): void {
  const prototype = nodeModule.prototype as unknown as { _compile: AnyFunction };
  const compile = prototype._compile;
  prototype._compile = disguise(compile, function (this: CompilableModule, ...args: unknown[]) {
    const [content, filename, format] = args;
    if (typeof filename !== 'string') return Reflect.apply(compile, this, args);
    if (typeof content === 'string') {
      const goal = format === 'module' ? 'module' : 'script';
      args[0] = rewritten({ source: content, filename, goal });
    }
    const wanted = wantedFile(filename);
    if (wanted === undefined) return Reflect.apply(compile, this, args);
    if (wanted.file.bindings !== undefined) {
      args[0] = String(args[0]) + bridgeLine(wanted, filename);
      return Reflect.apply(compile, this, args);
    }
    const result: unknown = Reflect.apply(compile, this, args);
    applyHook(wanted, this.exports, (exports) => {
      this.exports = exports;
    });
    return result;
  });
}
