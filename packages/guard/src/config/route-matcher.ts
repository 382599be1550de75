/** Whether a request's method and route are what `METHOD /pattern` or `/pattern` names. Compiled once. */
export function routeMatcher(text: string): (method: string, route: string) => boolean {
  const space = text.indexOf(' ');
  const method = space < 0 ? undefined : text.slice(0, space);
  const path = wildcard(text.slice(space + 1), '/', '/?');
  return (given, route) => (method === undefined || method === given) && path.test(route);
}

/** `*` stands for any rest up to the next separator, `**` for any rest. */
export function wildcard(text: string, separator: '/' | '.', end = ''): RegExp {
  const pattern = text
    .replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\*\*|\*/g, (stars) => (stars === '**' ? '.*' : `[^${separator}]*`));
  return new RegExp(`^${pattern}${end}$`);
}
