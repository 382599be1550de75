import { type NginxDirective, nginxDirectives } from '../../analysis/nginx/directives.ts';
import { type Collector, required } from '../collector.ts';
import { collector as texts } from './texts.ts';

/** A configuration of nginx, or a part of one. */
export interface NginxFile {
  readonly path: string;
  readonly text: string;
  /** Set when it cannot be read. */
  readonly problem?: string;
  readonly directives: readonly NginxDirective[];
}

const maxChars = 1_000_000;
const mayBe =
  /\.(conf|nginx|vhost)(\.(template|tmpl|sample|example|dist|in|j2|erb))?$|(^|\/)[\w.-]*nginx[\w.-]*$|(^|\/)sites-(available|enabled)\/[^/]+$/i;
const isOther = /\.([cm]?[jt]sx?|json|ya?ml|md|html?|sh|py|rb|service|lock|txt|log|tf)$/i;
const hasServer = /(^|[\s;}])server\s*\{/;
const isOfNginx = /(^|[\s;{])(listen|server_name|location|proxy_pass|ssl_certificate)\s+[^=:\s]/;
const isTemplate = /\{\{|\{%|<%/;

/** What nginx in front of the app is to do. */
export const collector: Collector<readonly NginxFile[]> = {
  title: 'configuration of nginx',
  reads: ['files'],
  holdsSources: true,
  async collect(_, ask) {
    const { files } = await required(ask, texts);
    const value = files
      .filter(
        ({ path, text }) =>
          mayBe.test(path) &&
          !isOther.test(path) &&
          text.length <= maxChars &&
          hasServer.test(text) &&
          isOfNginx.test(text),
      )
      .map(({ path, text }): NginxFile => {
        if (isTemplate.test(text))
          return { path, text, problem: 'a template of another tool', directives: [] };
        try {
          return { path, text, directives: nginxDirectives(text) };
        } catch (error) {
          return { path, text, problem: (error as Error).message, directives: [] };
        }
      });
    return { value, origin: 'files of nginx' };
  },
};
