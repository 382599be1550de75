import type { DetectionCase } from '../detection-case.ts';
import type { ConnectCall } from '../sink-call.ts';
import { attacks } from './cases/attacks.ts';
import { benign, weaknesses } from './cases/benign.ts';
import { carriers, lookAlikes } from './cases/carriers.ts';

export const cases: readonly DetectionCase<ConnectCall>[] = [
  ...attacks,
  ...carriers,
  ...benign,
  ...lookAlikes,
  ...weaknesses,
];
