import { escapeUnsafe } from '@castellan/core';

const names: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // No characters at all, and no XML may hold them.
  '\ufffe': String.raw`\ufffe`,
  '\uffff': String.raw`\uffff`,
};

/** Text of others as XML and HTML show it, in an element or between the quotes of an attribute. */
export function markup(text: string): string {
  return escapeUnsafe(text).replace(/[&<>"'\ufffe\uffff]/g, (sign) => names[sign]!);
}
