import type { DetectionCase } from '../detection-case.ts';
import type { CodeCall } from '../sink-call.ts';
import { attacks } from './cases/attacks.ts';
import { benign } from './cases/benign.ts';
import { carriers, lookAlikes } from './cases/carriers.ts';
import { templates } from './cases/templates.ts';
import { weaknesses } from './cases/weaknesses.ts';

export const cases: readonly DetectionCase<CodeCall>[] = [
  ...attacks,
  ...carriers,
  ...benign,
  ...lookAlikes,
  ...weaknesses,
  ...templates,
];
