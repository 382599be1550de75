export { type RunningWatch, startWatch, watchVersion, type WatchOptions } from './start-watch.ts';
export { WatchError } from './words/watch-error.ts';
