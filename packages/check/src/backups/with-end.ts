/** Dumps of busy servers end in comments after the line that says that they are whole. */
const tailBytes = 4096;

/** The same bytes, and whether the text near their end holds `line` on a line of its own. */
export function withEnd(
  bytes: AsyncIterable<Buffer>,
  line: RegExp,
): { readonly content: AsyncGenerator<Buffer>; readonly isWhole: () => boolean } {
  let tail = Buffer.alloc(0);
  async function* content(): AsyncGenerator<Buffer> {
    for await (const chunk of bytes) {
      tail = Buffer.concat([tail, chunk.subarray(-tailBytes)]).subarray(-tailBytes);
      yield chunk;
    }
  }
  return { content: content(), isWhole: () => line.test(tail.toString('latin1')) };
}
