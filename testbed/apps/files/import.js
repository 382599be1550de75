import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { makeSandbox } from '../sandbox.js';
import { serveRoutes } from '../serve-routes.js';

const { plugins } = makeSandbox();

serveRoutes({
  import: async ({ name }) => (await import(join(plugins, name))).default,
  'import/written': async ({ name }) => (await import(`${plugins}/${name}`)).default,
  'import/url': async ({ name }) => (await import(pathToFileURL(join(plugins, name)).href)).default,
});
