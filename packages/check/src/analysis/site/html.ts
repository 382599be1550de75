import { Parser } from 'htmlparser2';

/** A script that a page loads. */
export interface PageScript {
  readonly src: string;
  readonly integrity?: string;
}

/** What a page says of itself. */
export interface HtmlFacts {
  readonly scripts: readonly PageScript[];
  /** Scripts that stand in the page itself. */
  readonly inlineScripts: number;
  /** Values of `<meta http-equiv>` by name in small letters. */
  readonly equivalents: ReadonlyMap<string, readonly string[]>;
}

/** Reads a page as browsers do; whatever it holds, it yields something. */
export function htmlFacts(text: string): HtmlFacts {
  const scripts: PageScript[] = [];
  const equivalents = new Map<string, string[]>();
  let inlineScripts = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'script') {
        const { src, integrity } = attributes;
        if (src === undefined || src === '') inlineScripts += 1;
        else scripts.push({ src: src.trim(), ...(integrity && { integrity }) });
      } else if (name === 'meta' && attributes['http-equiv'] && attributes['content']) {
        const key = attributes['http-equiv'].trim().toLowerCase();
        equivalents.set(key, [...(equivalents.get(key) ?? []), attributes['content']]);
      } else if (name === 'meta' && attributes['name']?.toLowerCase() === 'referrer') {
        const values = equivalents.get('referrer-policy') ?? [];
        equivalents.set('referrer-policy', [...values, attributes['content'] ?? '']);
      }
    },
  });
  parser.end(text);
  return { scripts, inlineScripts, equivalents };
}
