import { attacks } from './cases/attacks.ts';
import { benign } from './cases/benign.ts';
import { carriers } from './cases/carriers.ts';
import type { SqlCase } from './cases/case.ts';
import { evasions } from './cases/evasions.ts';
import { lookAlikes } from './cases/look-alikes.ts';
import { weaknesses } from './cases/weaknesses.ts';

export const cases: readonly SqlCase[] = [
  ...attacks,
  ...carriers,
  ...evasions,
  ...weaknesses,
  ...benign,
  ...lookAlikes,
];
