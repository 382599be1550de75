import type { DetectionCase } from '../detection-case.ts';
import type { PathCall } from '../sink-call.ts';
import { attacks } from './cases/attacks.ts';
import { benign, weaknesses } from './cases/benign.ts';
import { carriers } from './cases/carriers.ts';
import { evasions } from './cases/evasions.ts';

export const cases: readonly DetectionCase<PathCall>[] = [
  ...attacks,
  ...carriers,
  ...benign,
  ...weaknesses,
  ...evasions,
];
