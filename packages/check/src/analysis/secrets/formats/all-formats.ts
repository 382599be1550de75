import type { TokenFormat } from '../format.ts';
import { businessFormats } from './business.ts';
import { cloudFormats } from './cloud.ts';
import { codeFormats } from './code.ts';
import { communicationFormats } from './communication.ts';
import { modelFormats } from './models.ts';
import { operationsFormats } from './operations.ts';

/** Every kind of token that is known by its look. */
export const tokenFormats: readonly TokenFormat[] = [
  ...cloudFormats,
  ...codeFormats,
  ...communicationFormats,
  ...businessFormats,
  ...modelFormats,
  ...operationsFormats,
];
