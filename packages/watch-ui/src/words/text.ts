/** `command-injection` as people read it: `Command injection`. */
export function asTitle(id: string): string {
  const text = id.replaceAll('-', ' ').replace(/\bsql\b/i, 'SQL');
  return text === 'ssrf'
    ? 'Server-side request forgery'
    : text.charAt(0).toUpperCase() + text.slice(1);
}

const number = new Intl.NumberFormat('en');
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** `1,234`. */
export function asNumber(value: number): string {
  return number.format(value);
}

/** `12.3K`, for places that are read from afar. */
export function asShortNumber(value: number): string {
  return value < 10_000 ? number.format(value) : compact.format(value);
}

/** `1 event`, `3 events`. */
export function counted(value: number, one: string, many: string = `${one}s`): string {
  return `${number.format(value)} ${value === 1 ? one : many}`;
}

/** `4 MB`. */
export function asBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${number.format(Math.round((bytes / 1_024 ** power) * 10) / 10)} ${units[power] ?? ''}`;
}
