/**
 * Puts the request's cookies on `req.cookies`, decoded; the last of a repeated name wins.
 * @type {import('express').RequestHandler}
 */
export function cookies(req, _res, next) {
  req.cookies = Object.create(null);
  for (const pair of (req.headers.cookie ?? '').split(/; */)) {
    const at = pair.indexOf('=');
    if (at > 0) req.cookies[pair.slice(0, at)] = decodeCookie(pair.slice(at + 1));
  }
  next();
}

function decodeCookie(value) {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
