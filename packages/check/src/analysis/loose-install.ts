/** `npm install` or `npm i` with flags at most: no package is named, and nothing global is meant. */
const loose =
  /(?<=^|[\s;&|(])npm[ \t]+(?:install|i)((?:[ \t]+--?[\w-]+(?:=[^\s;&|]+)?)*)(?=[ \t]*(?:$|[;&|)]|\\$|#|\r))/;
const special = /[ \t](-g|--global|--package-lock-only|--no-package-lock|--no-save|-D|--save\S*)\b/;

/** True for a line that installs by package.json and not by the lockfile. */
export function looseInstall(line: string): boolean {
  const match = loose.exec(line);
  return match !== null && !special.test(match[1] ?? '');
}

/** The line with `npm ci` and the same flags; undefined when it installs in no such way. */
export function cleanInstall(line: string): string | undefined {
  return looseInstall(line)
    ? line.replace(loose, (_, flags: string) => `npm ci${flags}`)
    : undefined;
}
