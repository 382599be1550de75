type Value = string | number | { readonly [key: string]: Value };

/** A file in the format of MaxMind DB with one entry for each network of IPv4, for tests. */
export function caseMmdb(
  entries: readonly (readonly [network: string, entry: Value])[],
  builtAt: Date,
): Buffer {
  const nodes: [left: number | undefined, right: number | undefined][] = [[undefined, undefined]];
  const leaves: { node: number; side: 0 | 1; entry: number }[] = [];
  entries.forEach(([network], entry) => {
    const [address = '', bits = '32'] = network.split('/');
    const value = address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
    let node = 0;
    for (let bit = 0; bit < Number(bits); bit += 1) {
      const side = ((value / 2 ** (31 - bit)) & 1) as 0 | 1;
      if (bit === Number(bits) - 1) leaves.push({ node, side, entry });
      else node = nodes[node]![side] ??= nodes.push([undefined, undefined]) - 1;
    }
  });
  const data: Buffer[] = [];
  const offsets = entries.map(([, entry]) => {
    const at = data.reduce((sum, part) => sum + part.length, 0);
    data.push(encoded(entry));
    return at;
  });
  const tree = Buffer.alloc(nodes.length * 6);
  nodes.forEach((sides, index) => {
    ([0, 1] as const).forEach((side) => {
      const leaf = leaves.find((one) => one.node === index && one.side === side);
      const record = leaf
        ? nodes.length + 16 + offsets[leaf.entry]!
        : (sides[side] ?? nodes.length);
      tree.writeUIntBE(record, index * 6 + side * 3, 3);
    });
  });
  const metadata = encoded({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: Math.floor(builtAt.getTime() / 1_000),
    database_type: 'case',
    ip_version: 4,
    node_count: nodes.length,
    record_size: 24,
  });
  const mark = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
  return Buffer.concat([tree, Buffer.alloc(16), ...data, mark, metadata]);
}

/** Texts of up to 28 bytes, 32-bit numbers and small maps are all that is needed. */
function encoded(value: Value): Buffer {
  if (typeof value === 'string') {
    return Buffer.concat([Buffer.from([(2 << 5) | value.length]), Buffer.from(value)]);
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([Buffer.from([(6 << 5) | 4]), bytes]);
  }
  const pairs = Object.entries(value);
  return Buffer.concat([
    Buffer.from([(7 << 5) | pairs.length]),
    ...pairs.flatMap(([key, one]) => [encoded(key), encoded(one)]),
  ]);
}
