/**
 * A command line for `cmd.exe` that hands `args` to a program as they are: quoted for the C run-time's
 * splitting, then with `^` before every sign that cmd would act on. Batch files read their arguments
 * twice, so there a `%` cannot be kept from meaning a variable.
 */
export function windowsCommand(file: string, args: readonly string[]): string {
  return [file, ...args].map((word) => (isPlain(word) ? word : escaped(word))).join(' ');
}

function isPlain(word: string): boolean {
  return /^[\w@./:\\=-]+$/.test(word);
}

function escaped(word: string): string {
  const backslashesDoubled = word
    .replaceAll(/(\\*)"/g, String.raw`$1$1\"`)
    .replace(/(\\+)$/, '$1$1');
  return `"${backslashesDoubled}"`.replaceAll(/[()%!^"<>&|]/g, '^$&');
}
