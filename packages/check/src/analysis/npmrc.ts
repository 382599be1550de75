/** A setting of an ini file such as `.npmrc`, and where it stands. */
export interface Setting {
  readonly value: string;
  /** From 1. */
  readonly line: number;
  /** The whole line, without its break. */
  readonly text: string;
}

/** The setting of a name that counts: the last one. Comments do not. */
export function settingIn(text: string, name: string): Setting | undefined {
  const lines = text.split(/\r?\n/);
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const match = /^\s*([\w:@/.-]+)\s*=\s*(.*?)\s*$/.exec(lines[at]!);
    if (match?.[1] === name)
      return { value: match[2]!.replace(/^(["'])(.*)\1$/, '$2'), line: at + 1, text: lines[at]! };
  }
  return undefined;
}
