import { temporaryDirectory } from '../store/case-store.ts';
import type { Gazetteer } from './gazetteer.ts';
import { openGazetteer } from './open-gazetteer.ts';

/** Countries as npm has installed them. */
export function caseGazetteer(): Promise<Gazetteer> {
  return openGazetteer(temporaryDirectory(), (error) => {
    throw error;
  });
}
