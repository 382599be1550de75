import type { SinkCall } from '../detections/sink-call.ts';

/** One file of a package whose exports are changed after it has run. */
export interface PackageFile {
  /** Path inside the package, e.g. `lib/client.js`. */
  readonly path: string;
  /** ES modules only: names of the bindings that the file declares and `apply` needs. */
  readonly bindings?: readonly string[];
  /** Wraps what the file exports, in place. Returns false when it does not find what it knows. */
  readonly apply: (exports: unknown, library: LoadedPackage) => boolean;
  /** Proves, by a call that guard must refuse, that the hook just installed fires. */
  readonly selfCheck?: (exports: unknown) => boolean;
}

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
