import { type Cured, cured, everything, nothing } from '../harms.ts';

/** How a function of a library passes what it is given on to its result. */
export interface Passing {
  /** Positions that it passes on; all when left out. */
  readonly from?: readonly number[];
  readonly cure: Cured;
  /** The very values, not something made of them. */
  readonly isIdentity?: boolean;
  /** The field of the result that it becomes; the rest is not made of it. */
  readonly into?: string;
  /** It reads what an object holds. */
  readonly isDeep?: boolean;
  /** What it is called on is passed on too. */
  readonly receiver?: boolean;
}

/** Field of a request for the address it was made with: a name that no code can write. */
const addressOf = '@url';
const inUrl = cured('html', 'path', 'ssrf', 'redirect', 'nosql', 'argument');
const entries: [string, Passing][] = [];
const add = (names: string, passing: Passing): void => {
  for (const name of names.split(/\s+/)) entries.push([name, passing]);
};

// Numbers, and what tells nothing of the text.
add(
  'global.parseInt global.parseFloat global.Number global.Boolean global.BigInt global.Number.parseInt global.Number.parseFloat global.Math.floor',
  { cure: everything },
);
add('global.String', { from: [0], cure: cured('nosql') });
add('global.JSON.stringify', { from: [0], cure: cured('nosql', 'code'), isDeep: true });
add('global.Response', { from: [0], cure: nothing });
add('global.Request', { from: [0], cure: nothing, into: addressOf });
add('global.JSON.parse global.structuredClone json5.parse', { from: [0], cure: nothing });
add('global.decodeURIComponent global.decodeURI global.unescape global.atob global.btoa', {
  from: [0],
  cure: cured('nosql'),
});
add('global.encodeURIComponent querystring.escape', { from: [0], cure: inUrl });
add('global.encodeURI global.escape', { from: [0], cure: cured('html', 'nosql') });
add('global.Buffer.from global.Buffer global.Buffer.concat', {
  from: [0],
  cure: cured('nosql'),
  isDeep: true,
});
add(
  'global.URL url.URL url.parse global.URLSearchParams querystring.parse qs.parse url.format url.resolve',
  {
    cure: nothing,
  },
);
add('querystring.stringify qs.stringify', { from: [0], cure: inUrl, isDeep: true });
add('global.Object.assign lodash.assign lodash.merge lodash.defaults deepmerge', {
  cure: nothing,
  isIdentity: true,
});
add(
  'global.Object.keys global.Object.values global.Object.entries global.Object.fromEntries global.Array.from global.Array.of lodash.values lodash.keys',
  { cure: nothing, isIdentity: true, isDeep: true },
);
add('global.Promise.resolve global.Promise.all global.Promise.race global.Promise.allSettled', {
  cure: nothing,
  isIdentity: true,
});
add('util.promisify util.callbackify global.Object.freeze global.Array.isArray', {
  from: [0],
  cure: nothing,
  isIdentity: true,
});
add('util.format util.inspect', { cure: cured('nosql'), isDeep: true });
add(
  'lodash.trim lodash.get lodash.clone lodash.cloneDeep lodash.pick lodash.omit lodash.toString lodash.join lodash.toLower lodash.toUpper lodash.capitalize lodash.camelCase validator.trim validator.normalizeEmail',
  { from: [0], cure: nothing },
);

// Paths.
add(
  'path.join path.resolve path.normalize path.posix.join path.posix.resolve path.win32.join upath.join',
  {
    cure: cured('nosql'),
  },
);
add('path.dirname path.format path.relative path.toNamespacedPath', { cure: cured('nosql') });
add('path.basename path.posix.basename path.win32.basename', {
  from: [0],
  cure: cured('path', 'ssrf', 'nosql'),
});
add('path.extname', { from: [0], cure: cured('path', 'ssrf', 'nosql') });
add('sanitize-filename filenamify', { from: [0], cure: cured('path', 'nosql') });

// HTML.
add(
  'escape-html he.encode he.escape html-entities.encode entities.encodeHTML entities.escape lodash.escape underscore.escape validator.escape sanitize-html dompurify.sanitize isomorphic-dompurify.sanitize xss xss.filterXSS xss-filters.inHTMLData html-escaper.escape lodash.escape ejs.escapeXML handlebars.escapeExpression handlebars.Utils.escapeExpression nunjucks.lib.escape dompurify().sanitize secure-filters.html encoder.htmlEncode',
  { from: [0], cure: cured('html', 'nosql') },
);
add('serialize-javascript', { from: [0], cure: cured('html', 'code', 'nosql') });

// SQL.
add(
  'sqlstring.escape sqlstring.escapeId mysql.escape mysql.escapeId mysql2.escape mysql2.escapeId mysql#Connection.escape mysql#Connection.escapeId mysql#Pool.escape mysql#Pool.escapeId mysql2#Connection.escape mysql2#Connection.escapeId mysql2#Pool.escape mysql2#Pool.escapeId pg#Client.escapeLiteral pg#Client.escapeIdentifier pg.escapeLiteral pg.escapeIdentifier sequelize#Sequelize.escape pg-format.literal pg-format.ident pg-format mysql.format mysql2.format sqlstring.format',
  { cure: cured('sql', 'nosql') },
);

// Shell.
add(
  'shell-quote.quote shell-escape shescape.quote shescape#Shescape.quote shescape#Shescape.escape puka.quoteForShell any-shell-escape',
  { cure: cured('command', 'nosql'), isDeep: true },
);

// Stores of documents.
add('express-mongo-sanitize.sanitize mongo-sanitize', { from: [0], cure: cured('nosql') });
add('mongodb.ObjectId mongoose.Types.ObjectId bson.ObjectId mongodb.ObjectID', {
  cure: everything,
});

// Validators: the result has the shape that was asked for; text stays text.
for (const name of [
  'zod#Schema.parse zod#Schema.safeParse zod#Schema.parseAsync zod#Schema.safeParseAsync joi#Schema.validate joi#Schema.validateAsync yup#Schema.validate yup#Schema.validateSync yup#Schema.cast',
  'joi.attempt joi.validate valibot.parse valibot.safeParse superstruct.create',
])
  add(name, { cure: cured('nosql') });
add('zod#Number.parse zod#Number.safeParse zod#Number.parseAsync', { cure: everything });

/** Functions that pass on what they are given; those of libraries that are not here are taken not to. */
export const passings: ReadonlyMap<string, Passing> = new Map(entries);
