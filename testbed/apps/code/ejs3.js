import ejs from 'ejs3';
import { serveRoutes } from '../serve-routes.js';

const text = ({ name }) => `"hello " + "${name}"`;

serveRoutes({
  'ejs-code': (query) => ejs.render(`<%- ${text(query)} %>`),
  'ejs-text': ({ name }) => ejs.render(`hello ${name}`),
  'ejs-value': ({ name }) => ejs.render('hello <%- name %>', { name }),
});
