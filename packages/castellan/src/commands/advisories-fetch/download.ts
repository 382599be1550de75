const timeoutMs = 900_000;
const maxBytes = 1_073_741_824;

/** The bytes at an address. Rejects when there are none, or too many. */
export async function download(address: string): Promise<Buffer> {
  const answer = await fetch(address, { signal: AbortSignal.timeout(timeoutMs) }).catch(
    (error: Error) => {
      const { cause } = error;
      throw new Error(`${address}: ${cause instanceof Error ? cause.message : error.message}`, {
        cause: error,
      });
    },
  );
  if (!answer.ok || answer.body === null) throw new Error(`${address} answers ${answer.status}`);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error(`${address} holds more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
