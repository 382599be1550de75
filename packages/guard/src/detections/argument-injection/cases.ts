import type { DetectionCase } from '../detection-case.ts';
import type { ProgramCall, ShellCall } from '../sink-call.ts';
import { attacks } from './cases/attacks.ts';
import { benign } from './cases/benign.ts';
import { carriers } from './cases/carriers.ts';
import { evasions } from './cases/evasions.ts';
import { lookAlikes } from './cases/look-alikes.ts';
import { weaknesses } from './cases/weaknesses.ts';

export const cases: readonly DetectionCase<ShellCall | ProgramCall>[] = [
  ...attacks,
  ...carriers,
  ...evasions,
  ...weaknesses,
  ...benign,
  ...lookAlikes,
];
