import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { cookies } from './cookies.js';
import { knowCustomer } from './know-customer.js';
import { picture } from './pictures/picture.js';
import { account } from './routes/account.js';
import { cards } from './routes/cards.js';
import { documents } from './routes/documents.js';
import { exports } from './routes/exports.js';
import { office } from './routes/office.js';
import { reports } from './routes/reports.js';
import { storefront } from './routes/storefront.js';
import { suppliers } from './routes/suppliers.js';

const here = path.dirname(fileURLToPath(import.meta.url));

/**
 * @typedef {object} Shop
 * @property {import('@electric-sql/pglite').PGlite} db
 * @property {import('./data/folders.js').Folders} folders
 * @property {string} supplierOrigin address of the suppliers' picture host
 * @property {number} adminPort port of the internal server that no visitor should reach
 * @property {string} label what this copy of the shop is called in its banner
 * @property {typeof readFile} readFile
 * @property {typeof writeFile} writeFile
 */

/** Builds the Express app. @param {Omit<Shop, 'readFile' | 'writeFile'>} parts */
export function createApp(parts) {
  const shop = { ...parts, readFile, writeFile };
  const app = express();
  app.disable('x-powered-by');
  app.set('view engine', 'ejs');
  app.set('views', path.join(here, 'views'));
  app.enable('view cache');
  app.locals.picture = picture;
  app.locals.label = shop.label;
  app.locals.euro = (value) => `€ ${Number(value).toFixed(2)}`;

  app.use(express.static(path.join(here, 'public'), { maxAge: '5m' }));
  app.use(express.json(), express.urlencoded({ extended: false }), cookies, knowCustomer);
  for (const routes of [
    storefront,
    account,
    documents,
    reports,
    exports,
    suppliers,
    cards,
    office,
  ]) {
    app.use(routes(shop));
  }
  app.use((_req, res) => res.status(404).render('missing', { what: 'That page' }));
  app.use(showError);
  return app;
}

/** Vulnerable on purpose: CWE-209, errors are shown as they are. @type {import('express').ErrorRequestHandler} */
function showError(error, req, res, next) {
  if (res.headersSent) return next(error);
  const message = String(error?.message ?? error);
  res.status(error?.status ?? 500);
  if (req.accepts(['html', 'json']) === 'json') res.json({ error: message });
  else res.render('error', { message });
}
