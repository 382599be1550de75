import type { SensorPlace } from '@castellan/core';
import { originalFs } from '../hooks/originals.ts';

const othersMayRead = 0o077;

/**
 * Where an attack run listens; undefined while there is none. A file that somebody else could have
 * written or read says nothing: what a sensor tells of is the inside of the app.
 */
export function readPlace(file: string): SensorPlace | undefined {
  try {
    const { mode, uid } = originalFs.statSync(file);
    const own = process.getuid?.();
    if (own !== undefined && ((mode & othersMayRead) !== 0 || (uid !== own && uid !== 0)))
      return undefined;
    const { socket, key, tag } = JSON.parse(
      originalFs.readFileSync(file, 'utf8'),
    ) as Partial<SensorPlace>;
    const all = [socket, key, tag];
    if (!all.every((one) => typeof one === 'string' && one.length > 0)) return undefined;
    return { socket: socket!, key: key!, tag: tag! };
  } catch {
    return undefined;
  }
}
