const folder =
  /(^|\/)([\w.-]+-tests|tests?|testing|e2e|fixtures?|examples?|\.?devcontainer|dev|development|local|benchmarks?)\//i;
const dockerfile =
  /(^|[/._-])(dev|development|local|test|ci)\.Dockerfile$|Dockerfile[._-](dev|development|local|test|ci)$/i;
/** Settings that one starts with on one's own machine. */
const settings = /(^|\/)(dev|develop|development|local)\.(ya?ml|sh|json|toml|ini|env)$/i;
const toolSettings =
  /(^|\/)(vite|vitest|webpack|rollup|esbuild|jest|cypress|playwright|karma)\.config\.\w+$/i;
const compose = /(^|\/)(docker-)?compose[.-](dev|development|local|test|ci|e2e)\.ya?ml$/i;
const seed = /(^|\/)(seeds?|seeders?|seed-data)\/|(^|\/)([\w-]+[._-])?seed(er|s|-data)?(\.\w+)+$/i;

/** True for files of images and servers that only whoever builds or tries the app starts. */
export function isForBuilders(path: string): boolean {
  return [folder, dockerfile, compose, settings, toolSettings].some((one) => one.test(path));
}

const example = /(^|\/)(examples?|demos?|samples?|playgrounds?|sandbox|scripts?|recipes|docs?)\//i;

/** True for code by which tools are set up that build and test. */
export function isToolSettings(path: string): boolean {
  return toolSettings.test(path);
}

/** What asks the app itself, on its own machine, whether it is well. */
const healthCheck = /(^|[/._-])health-?check\.\w+$/i;

/** True for code that shows how a package is used or helps to build it, and that nobody runs as a service. */
export function isExample(path: string): boolean {
  return example.test(path) || healthCheck.test(path);
}

/** True for files that fill an empty database so that there is something to see. */
export function isSeed(path: string): boolean {
  return seed.test(path);
}
