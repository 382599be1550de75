import { exec } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a command line. Node's own function: the line that calls it is the one that a finding names. */
export const run = promisify(exec);

/** What the routes run: a name between double quotes, where `$(…)` is still a command. */
export const hello = (name) => `echo "hello ${only(name)}"`;

/** Cookies as apps read them that take no package for it. */
export function cookiesOf(header = '') {
  const pairs = header.split('; ').map((pair) => pair.split('='));
  return Object.fromEntries(pairs.map(([name, value]) => [name, decodeURIComponent(value)]));
}

/** Throws where a request did not bring what a route needs: no sink is reached by accident. */
function only(value) {
  if (typeof value !== 'string') throw new Error('not sent');
  return value;
}
