import { createServer } from 'node:http';
import { text as readText } from 'node:stream/consumers';

/** Serves the routes without a framework: a table of patterns, and what Node itself reads. */
export async function serve(routes) {
  const table = routes.map(({ method, path, run }) => ({
    method,
    run,
    pattern: new RegExp(`^${path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`),
  }));
  return createServer((req, res) => {
    respond(table, req, res).catch(() => reply(res, { status: 500, json: 'it broke' }));
  });
}

async function respond(table, req, res) {
  const url = new URL(req.url, 'http://app');
  // Nothing else tells of routes here: a start page that leads to them.
  if (url.pathname === '/') return reply(res, { html: startPage(table) });
  for (const { method, run, pattern } of table) {
    const found = pattern.exec(url.pathname);
    if (method !== req.method || found === null) continue;
    return reply(res, await run(asker(req, url, found.groups ?? {})));
  }
  return reply(res, { status: 404, json: 'none' });
}

function startPage(table) {
  const places = table.map(({ method, pattern }) => ({
    method,
    path: pattern.source
      .slice(1, -1)
      .replaceAll('\\/', '/')
      .replaceAll(/\(\?<\w+>\[\^\/\]\+\)/g, '11'),
  }));
  const links = places
    .filter(({ method }) => method === 'GET')
    .map(({ path }) => `<a href="${path}">on</a>`);
  const forms = places
    .filter(({ method }) => method === 'POST')
    .map(({ path }) => `<form method="post" action="${path}"></form>`);
  return [...links, ...forms].join('\n');
}

function asker(req, url, params) {
  return {
    query: (name) => url.searchParams.get(name) ?? undefined,
    param: (name) => decodeURIComponent(params[name]),
    header: (name) => req.headers[name],
    cookie: (name) => cookieOf(req.headers.cookie ?? '', name),
    body: async () => {
      const sent = await readText(req);
      return /json/.test(req.headers['content-type'])
        ? JSON.parse(sent)
        : Object.fromEntries(new URLSearchParams(sent));
    },
  };
}

function cookieOf(header, name) {
  const found = header.split('; ').find((one) => one.startsWith(`${name}=`));
  return found && decodeURIComponent(found.slice(name.length + 1));
}

function reply(res, { status = 200, json, html, text, redirect, cookie }) {
  const type =
    html !== undefined ? 'text/html' : text !== undefined ? 'text/plain' : 'application/json';
  if (redirect !== undefined) return res.writeHead(302, { location: redirect }).end();
  res.writeHead(status, { 'content-type': type, ...(cookie && { 'set-cookie': cookie }) });
  return res.end(html ?? text ?? JSON.stringify(json));
}
