import { attacks } from './cases/attacks.ts';
import { benign } from './cases/benign.ts';
import type { SqlCase } from './cases/case.ts';
import { weaknesses } from './cases/weaknesses.ts';

export const cases: readonly SqlCase[] = [...attacks, ...weaknesses, ...benign];
