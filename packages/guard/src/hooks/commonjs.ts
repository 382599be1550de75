import { bridgeLine } from './binding-bridge.ts';
import { nodeModule } from './originals.ts';
import { applyHook, wantedFile } from './package-registry.ts';
import { type AnyFunction, disguise } from './wrap.ts';

interface CompilableModule {
  exports: unknown;
}

/**
 * Watches every CommonJS file right after it has run, for `require` and for `import` of CommonJS
 * alike (measured on Node 20 to 26). Files of hooked packages only are looked at.
 */
export function hookCommonJs(): void {
  const prototype = nodeModule.prototype as unknown as { _compile: AnyFunction };
  const compile = prototype._compile;
  prototype._compile = disguise(compile, function (this: CompilableModule, ...args: unknown[]) {
    const [content, filename] = args;
    const wanted = typeof filename === 'string' ? wantedFile(filename) : undefined;
    if (wanted === undefined) return Reflect.apply(compile, this, args);
    if (wanted.file.bindings !== undefined) {
      args[0] = String(content) + bridgeLine(wanted, String(filename));
      return Reflect.apply(compile, this, args);
    }
    const result: unknown = Reflect.apply(compile, this, args);
    applyHook(wanted, this.exports, (exports) => {
      this.exports = exports;
    });
    return result;
  });
}
