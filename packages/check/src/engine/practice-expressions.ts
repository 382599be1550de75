import type { PracticeId } from '@castellan/core';
import type { Expression } from './roll-up.ts';

/**
 * Where a practice does not follow from all of its rules: which decide it, and how. A rule of the
 * practice that is left out here advises only.
 */
export const practiceExpressions: Partial<Record<PracticeId, Expression>> = {};
