import type { DetectionCase } from '../detection-case.ts';
import type { ConnectCall } from '../sink-call.ts';
import { attacks } from './cases/attacks.ts';
import { benign, weaknesses } from './cases/benign.ts';

export const cases: readonly DetectionCase<ConnectCall>[] = [...attacks, ...benign, ...weaknesses];
