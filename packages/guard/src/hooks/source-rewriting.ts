/** A file of the app, or of a package, on its way to be compiled. */
export interface SourceFile {
  readonly source: string;
  /** Path, or URL where there is no path. */
  readonly filename: string;
  readonly goal: 'script' | 'module';
}

/** Returns the source to compile in place of the given one. Never throws, never moves a line. */
export type SourceRewriter = (file: SourceFile) => string;

/** Word that every source worth rewriting holds; looked for before anything dearer. */
const WORD = 'eval';

let rewriter: SourceRewriter | undefined;

/** Lets `rewrite` see every source that holds the word `eval`, from now on. */
export function rewriteSourcesWith(rewrite: SourceRewriter): void {
  rewriter = rewrite;
}

/** The source to compile for a file. */
export function rewritten(file: SourceFile): string {
  return rewriter === undefined || !file.source.includes(WORD) ? file.source : rewriter(file);
}

/** Like `rewritten` for bytes; undefined when they may be used as they are. */
export function rewrittenBytes(
  source: string | Uint8Array,
  file: Omit<SourceFile, 'source'>,
): string | undefined {
  if (rewriter === undefined) return undefined;
  if (typeof source === 'string') return rewritten({ ...file, source });
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  return bytes.includes(WORD) ? rewritten({ ...file, source: bytes.toString('utf8') }) : undefined;
}
