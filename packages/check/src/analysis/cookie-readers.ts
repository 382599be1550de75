import { isAppFile } from './app-files.ts';
import { literalPattern } from './literal-pattern.ts';

interface TextFile {
  readonly path: string;
  readonly text: string;
}

const inBrowsers =
  /\bdocument\.cookie\b|["'](?:js-cookie|cookies-js|universal-cookie|react-cookie|vue-cookies?|vue3-cookies|ngx-cookie(?:-service)?|nookies|cookies-next|jquery\.cookie|typescript-cookie|tiny-cookie|es-cookie)["']|\$\.cookie\(/;
const fromOthers = /\bform_post\b|\bsaml|["'](?:passport-apple|apple-signin(?:-auth)?)["']/i;
const isPage = /\.([cm]?[jt]sx?|vue|svelte|html?|ejs|hbs|handlebars|pug|njk|eta|liquid)$/;
const isForeign = /(^|\/)(node_modules|vendor)\//;

/** Whether some script of a page may read cookies. */
export function readsCookiesInBrowsers(files: readonly TextFile[]): boolean {
  return files.some(
    ({ path, text }) => isPage.test(path) && !isForeign.test(path) && inBrowsers.test(text),
  );
}

/** Whether people come back by a form that another site sends, as from Apple and by SAML: `lax` stops their cookie. */
export function takesFormsOfOthers(files: readonly TextFile[]): boolean {
  return files.some(({ path, text }) => isAppFile(path) && fromOthers.test(text));
}

/** Whether the server reads a cookie of that name. */
export function isReadByServer(files: readonly TextFile[], name: string): boolean {
  const plain = literalPattern(name);
  const read = new RegExp(
    `[cC]ookies?(?:\\??\\.(?:get\\(\\s*["'\`]${plain}["'\`]|${plain}(?![\\w$]))|(?:\\?\\.)?\\[\\s*["'\`]${plain}["'\`]\\s*\\])|\\{[^{}]*\\b${plain}\\b[^{}]*\\}\\s*=\\s*\\w+\\.(?:signedC|c)ookies\\b`,
  );
  return files.some(({ path, text }) => isAppFile(path) && read.test(text));
}
