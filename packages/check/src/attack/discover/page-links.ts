import { Parser } from 'htmlparser2';

/** A form of a page. */
export interface PageForm {
  readonly method: string;
  readonly action: string;
  readonly isMultipart: boolean;
  readonly fields: readonly {
    readonly name: string;
    readonly value: string;
    readonly isFile: boolean;
  }[];
}

/** Where a page leads to. */
export interface PageLinks {
  readonly links: readonly string[];
  readonly forms: readonly PageForm[];
}

/** Links and forms of a page, as a browser reads them. */
export function pageLinks(page: string): PageLinks {
  const links: string[] = [];
  const forms: {
    method: string;
    action: string;
    isMultipart: boolean;
    fields: { name: string; value: string; isFile: boolean }[];
  }[] = [];
  let form: (typeof forms)[number] | undefined;
  const parser = new Parser({
    onopentag(name, attributes) {
      const { href, action = '', method = 'get', enctype = '', type = '', value = '' } = attributes;
      if (name === 'a' && href !== undefined) links.push(href);
      if (name === 'form') {
        form = {
          method: method.toUpperCase(),
          action,
          isMultipart: /multipart/i.test(enctype),
          fields: [],
        };
        forms.push(form);
      }
      const field = attributes['name'];
      if (/^(?:input|select|textarea|button)$/.test(name) && form !== undefined && field)
        form.fields.push({ name: field, value, isFile: type.toLowerCase() === 'file' });
      const choice = form?.fields.at(-1);
      if (name === 'option' && choice !== undefined && choice.value === '') choice.value = value;
    },
    onclosetag(name) {
      if (name === 'form') form = undefined;
    },
  });
  parser.end(page);
  return { links, forms };
}
