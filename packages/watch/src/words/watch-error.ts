/** Why watch cannot start or go on, in words for the person who started it. */
export class WatchError extends Error {
  override readonly name = 'WatchError';
}
