/**
 * Does something with each item, no more than so many at once; the results in the items’ order.
 * Rejects, and begins no other, once the signal has come.
 */
export async function sideBySide<Item, Result>(
  items: readonly Item[],
  most: number,
  signal: AbortSignal,
  act: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of waiting) {
      signal.throwIfAborted();
      results[index] = await act(item);
    }
  };
  await Promise.all(Array.from({ length: most }, work));
  return results;
}
