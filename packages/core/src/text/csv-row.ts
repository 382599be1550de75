/** What spreadsheets take for the beginning of a formula, also where spaces stand before it. */
const formula = /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

/** One row of CSV (RFC 4180), every cell in quotes, none a formula (OWASP's advice). */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(text: string): string {
  // A NUL ends the text in some readers, and what stands behind it begins anew.
  const plain = text.replaceAll('\0', '\ufffd');
  return `"${formula.test(plain) ? "'" : ''}${plain.replaceAll('"', '""')}"`;
}
