import type { Payloads } from './payload.ts';

const upwards = '../'.repeat(16);

/** The way to the run's own file, out of whatever folder the app means. */
export const pathPayloads: Payloads = ({ file }) => {
  const unix = file.replaceAll('\\', '/').replace(/^\/|^[A-Za-z]:\//, '');
  return [`${upwards}${unix}`, file, encodeURIComponent(`${upwards}${unix}`)];
};
