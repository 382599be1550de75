import { Parser } from 'htmlparser2';

/** Where a word stands in a page, as a browser reads it. */
export interface Reflection {
  readonly inText: boolean;
  readonly inScript: boolean;
  /** The quote around the attribute that holds it is not known to readers of HTML; its name is. */
  readonly inAttribute?: string;
}

/** Each place of a word in a page. */
export function reflectionsOf(page: string, word: string): readonly Reflection[] {
  const found: Reflection[] = [];
  let open = '';
  const holds = (text: string): boolean => text.toLowerCase().includes(word);
  const parser = new Parser({
    onopentag(name, attributes) {
      open = name;
      for (const [attribute, value] of Object.entries(attributes))
        if (holds(value)) found.push({ inText: false, inScript: false, inAttribute: attribute });
    },
    onclosetag() {
      open = '';
    },
    ontext(text) {
      if (holds(text)) found.push({ inText: open !== 'script', inScript: open === 'script' });
    },
  });
  parser.end(page);
  return found;
}

/** True when a word became the name of an element or attribute: what was sent as text is markup now. */
export function becameMarkup(page: string, word: string): boolean {
  let isMarkup = false;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name.toLowerCase() === word || Object.hasOwn(attributes, word)) isMarkup = true;
      const links = [
        attributes['href'],
        attributes['src'],
        attributes['action'],
        attributes['formaction'],
      ];
      if (links.some((link) => link?.toLowerCase().trim() === `javascript:${word}`))
        isMarkup = true;
    },
  });
  parser.end(page);
  return isMarkup;
}
