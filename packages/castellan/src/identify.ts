// For apps that run without guard too: unlike `castellan/guard`, loading this starts nothing.
export { identify, stepUpDone, stepUpRequired } from '@castellan/guard/identify';
export type { IdentifiedUser } from '@castellan/guard/identify';
