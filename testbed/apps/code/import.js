import { serveRoutes } from '../serve-routes.js';

const source = ({ name }) => `export default "hello " + "${name}"`;

serveRoutes({
  'data-url': async (query) =>
    (await import(`data:text/javascript,${encodeURIComponent(source(query))}`)).default,
  'data-url-base64': async (query) => {
    const base64 = Buffer.from(source(query)).toString('base64');
    return (await import(`data:text/javascript;base64,${base64}`)).default;
  },
});
