const WORDS = 'oak steel linen copper paper glass wool clay birch slate cotton amber'.split(' ');

function word(index: number): string {
  return WORDS[index % WORDS.length] as string;
}

/** An order as a shop gets it: about 2 KB of JSON. */
export function orderBody(index: number): string {
  return JSON.stringify({
    customer: { name: `Ann-Marie O'Neil ${index}`, email: `ann.oneil+${index}@example.com` },
    address: { street: `${index} St. John's Rd.`, city: 'Stratford-upon-Avon', zip: 'CV37 6BB' },
    lines: Array.from({ length: 12 }, (_, line) => ({
      sku: `SKU-${((index * 13 + line) % 4_999) + 1}`,
      quantity: line + 1,
      colour: word(index + line),
      engraving: `For ${word(line)} & ${word(index)}, with love (no. ${line})`,
    })),
    note: `Please leave it at the back door; ring twice. ${'Thank you very much! '.repeat(20)}`,
  });
}

/** Many named items: `count` inputs of the kind that people type. */
export function itemsBody(index: number, count: number): string {
  const items = Array.from({ length: count }, (_, item) => ({
    name:
      item % 3 === 0
        ? `${word(item)}${item}`
        : `${word(item)} & ${word(index)} no. ${item + index}`,
  }));
  return JSON.stringify({ items });
}

/** About 100 KB of rows, none of which the app hands on. */
export function rowsBody(index: number): string {
  const rows = Array.from({ length: 560 }, (_, row) => ({
    id: row,
    title: `${word(row)} table, ${word(row + index)} legs`,
    tags: [word(row), word(row + 1), word(row + 2)],
    text: 'It is what it says it is, and it fits well. '.repeat(2),
  }));
  return JSON.stringify({ rows });
}

/** 10,000 keys, each odd enough to be an input, with a value that quotes. */
export function manyKeysBody(): string {
  const entries = Array.from({ length: 10_000 }, (_, key) => [`k-${key}`, `'${key}`]);
  return JSON.stringify(Object.fromEntries(entries));
}

/** Objects and lists within each other, 5,000 deep, with a value that quotes at each level. */
export function deepBody(): string {
  const depth = 5_000;
  return `${'{"a":["\' x",'.repeat(depth)}1${']}'.repeat(depth)}`;
}

/** 100 KB of what makes a naive search go over the same ground again and again. */
export function repeatsBody(): string {
  return JSON.stringify({
    a: "''".repeat(25_000),
    b: `${'SELECT '.repeat(3_500)}'`,
    c: Array.from({ length: 500 }, (_, item) => `${"a'".repeat(20)}${item % 7}`),
  });
}
