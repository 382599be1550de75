import { originalFs } from '../hooks/originals.ts';

/** Version of this guard, from its package.json. */
export function guardVersion(): string {
  try {
    const file = new URL('../../package.json', import.meta.url);
    const { version } = JSON.parse(originalFs.readFileSync(file, 'utf8')) as { version: string };
    return version;
  } catch {
    return 'unknown';
  }
}
