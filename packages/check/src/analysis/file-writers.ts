import { isAppFile } from './app-files.ts';
import { dependencyNames } from './web-app.ts';

const asksForFiles =
  /["'](?:node:)?(?:fs(?:\/promises)?|child_process|sqlite|cluster)["']|["'](?:fs-extra|graceful-fs|write-file-atomic|execa|shelljs|zx|bun:sqlite)["']|\bBun\.write\b|\bDeno\./;
const writes =
  /\b(?:write|append|copy|output|truncate|move|mkdir|mkdtemp|rename|rm|rmdir|unlink|symlink|chmod|chown|utimes|createWriteStream|ensure|exec|spawn|fork|DatabaseSync|Database|cp|open)\w*\s*\(|\bBun\.write\b|\bDeno\./;
/** Packages that keep files beside the app as they come. */
const keepers =
  /^(multer|sqlite3|better-sqlite3|@libsql\/client|lowdb|(?:@seald-io\/)?nedb(?:-promises)?|level|classic-level|rocksdb|lmdb|winston(?:-daily-rotate-file)?|log4js|bunyan|rotating-file-stream|formidable|express-fileupload|@fastify\/multipart|session-file-store|node-persist|conf|configstore|next|nuxt|gatsby|@strapi\/strapi|@keystone-6\/core|typeorm|pouchdb|sails-disk|puppeteer|playwright|nodemon|ts-node-dev|pm2|forever|node-localstorage|flat-cache|keyv-file|sharp-cache|node-gyp|prisma|sails)$/;

/** Whether the app may write files: its code asks for what writes them, or a package keeps some. */
export function mayWriteFiles(
  files: readonly { readonly path: string; readonly text: string }[],
  packages: Parameters<typeof dependencyNames>[0],
): boolean {
  return (
    dependencyNames(packages).some((name) => keepers.test(name)) ||
    files.some(({ path, text }) => isAppFile(path) && asksForFiles.test(text) && writes.test(text))
  );
}
