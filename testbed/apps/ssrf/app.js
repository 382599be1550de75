import { serveRoutes } from '../serve-routes.js';
import { clients, resolvers } from './clients.js';
import { trapOutward, triedOutward } from './outward-trap.js';

trapOutward();

const base = `http://127.0.0.1:${process.env.INTERNAL_PORT}`;
const routes = {};
for (const [client, ask] of Object.entries(clients)) {
  routes[client] = ({ name }) => ask(name);
  routes[`${client}/search`] = ({ name }) => ask(`${base}/?q=${encodeURIComponent(name)}`);
  routes[`${client}/own`] = (_query, req) => ask(`http://${req.headers.host}/pong`);
  routes[`${client}/host`] = ({ name }) => ask(`http://${name}:${process.env.INTERNAL_PORT}/`);
  routes[`${client}/redirected`] = ({ name }) =>
    ask(`http://localhost:${process.env.INTERNAL_PORT}/?to=${encodeURIComponent(name)}`);
}
for (const [client, ask] of Object.entries(resolvers))
  routes[`${client}/rebinding`] = ({ name }) => ask(name);

serveRoutes({ ...routes, pong: () => 'pong', tried: triedOutward });
