const notTheApp =
  /(^|\/)(tests?|__tests__|spec|e2e|examples?|samples?|demos?|docs?|benchmarks?|bench|fixtures?|scripts?|node_modules|dist|build|vendor)\//i;
const testFile = /\.(test|spec|e2e|bench|stories|config)\.[cm]?[jt]sx?$/i;
const code = /\.[cm]?[jt]s$/;

/** True for JavaScript and TypeScript that may run in production, by its path. */
export function isAppFile(path: string): boolean {
  return (
    code.test(path) && !/\.d\.[cm]?ts$/.test(path) && !notTheApp.test(path) && !testFile.test(path)
  );
}
