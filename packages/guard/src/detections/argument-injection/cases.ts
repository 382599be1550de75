import type { DetectionCase } from '../detection-case.ts';
import type { ProgramCall, ShellCall } from '../sink-call.ts';
import { attacks } from './cases/attacks.ts';
import { benign } from './cases/benign.ts';
import { weaknesses } from './cases/weaknesses.ts';

export const cases: readonly DetectionCase<ShellCall | ProgramCall>[] = [
  ...attacks,
  ...weaknesses,
  ...benign,
];
