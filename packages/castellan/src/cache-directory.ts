import { homedir } from 'node:os';
import path from 'node:path';

/** Where this user's programs keep what can be made again. Only absolute paths count (XDG Base Directory). */
export function cacheDirectory(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const xdg = env['XDG_CACHE_HOME'] ?? '';
  const local = env['LOCALAPPDATA'] ?? '';
  const home =
    platform === 'darwin'
      ? path.join(homedir(), 'Library', 'Caches')
      : platform === 'win32' && path.isAbsolute(local)
        ? local
        : path.join(homedir(), '.cache');
  return path.join(path.isAbsolute(xdg) ? xdg : home, 'castellan');
}
