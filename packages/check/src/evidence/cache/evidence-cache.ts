/** What collectors made of the same contents in an earlier run. Entries are plain data that JSON can carry. */
export interface EvidenceCache {
  /**
   * The value that was made of `contents` before, or that `make` makes now. `kind` names the collector;
   * `contents` are all that the value depends on beside the code of check.
   */
  remember<Value>(
    kind: string,
    contents: readonly string[],
    make: () => Value | Promise<Value>,
  ): Promise<Value>;
}

/** Remembers nothing. */
export const noCache: EvidenceCache = {
  remember: async (_kind, _contents, make) => make(),
};
