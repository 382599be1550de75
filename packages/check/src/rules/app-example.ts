/** A web app for examples that depends on Express and on these packages. */
export function appWith(...names: readonly string[]): Readonly<Record<string, string>> {
  const dependencies = Object.fromEntries(['express', ...names].map((name) => [name, '1']));
  return { 'package.json': JSON.stringify({ dependencies }) };
}
