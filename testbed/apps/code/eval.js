import { serveRoutes } from '../serve-routes.js';

const text = ({ name }) => `"hello " + "${name}"`;
const indirect = globalThis.eval;

serveRoutes({
  direct: (query) => eval(text(query)),
  local: ({ name }) => {
    const greeting = 'hello ';
    return eval(`greeting + "${name}"`);
  },
  indirect: (query) => (0, eval)(text(query)),
  global: (query) => globalThis.eval(text(query)),
  kept: (query) => indirect(text(query)),
});
