import type { SinkCall } from '../detections/sink-call.ts';

/** One file of a package whose exports are changed after it has run. */
export interface PackageFile {
  /** Path inside the package, e.g. `lib/client.js`. */
  readonly path: string;
  /**
   * What `apply` is given. Left out: `module.exports` of a CommonJS file. A list: those bindings of
   * the file's own scope, each readable and writable, for ES modules and CommonJS alike.
   * `exports`: an ES module's exports, read-only (bundled packages whose inner names change).
   */
  readonly bindings?: readonly string[] | 'exports';
  /** Wraps what the file holds, in place. Returns false when it does not find what it knows. */
  readonly apply: (exports: unknown, library: LoadedPackage, replace: ReplaceExports) => boolean;
  /** Proves, by a call that guard must refuse, that the hook just installed fires. */
  readonly selfCheck?: (exports: unknown) => boolean;
}

/** Puts other exports in place of a CommonJS file's own, where those cannot be changed. */
export type ReplaceExports = (exports: object) => void;

/**
 * A library that guard stands in front of: one description for `require` and `import`.
 * A version outside of `versions` is reported as unprotected, never guessed.
 */
export interface PackageHook {
  readonly library: string;
  /** Versions that guard knows, e.g. `>=8.0.0 <9.0.0`; sinks take theirs from core's sink table. */
  readonly versions: string;
  readonly files: readonly PackageFile[];
  /** What the hook guards; undefined for sources. */
  readonly kind?: SinkCall['kind'];
}

/** The copy of a package that a file belongs to. */
export interface LoadedPackage {
  readonly library: string;
  readonly version: string;
  /** Absolute folder of the package. */
  readonly path: string;
}
