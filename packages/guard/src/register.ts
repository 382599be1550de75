import './hooks/originals.ts';
import { start } from './start.ts';

export { identify, stepUpDone, stepUpRequired } from './identity/identify.ts';
export type { IdentifiedUser } from './identity/identity.ts';

start();
