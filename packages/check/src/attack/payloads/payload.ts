/** What a payload may need. */
export interface PayloadContext {
  readonly canary: string;
  /** The call in which the canary was seen, as text. */
  readonly text: string;
  /** The canary as it stood there. */
  readonly seen: string;
  /** Path of the run's own file. */
  readonly file: string;
}

/** The mildest values that change the structure of one kind of call, likeliest first. */
export type Payloads = (context: PayloadContext) => readonly string[];

/** Which quote the canary stands in, if any: by the quotes before it, those doubled or escaped aside. */
export function quoteAround({ text, seen }: PayloadContext): '' | "'" | '"' | '`' {
  const before = text.slice(0, Math.max(0, text.indexOf(seen)));
  let open: '' | "'" | '"' | '`' = '';
  for (let at = 0; at < before.length; at += 1) {
    const sign = before[at]!;
    if (sign === '\\') at += 1;
    else if (open === '' && (sign === "'" || sign === '"' || sign === '`')) open = sign;
    else if (sign === open) open = '';
  }
  return open;
}
