import type { GatheredInput } from '../gathering.ts';
import {
  type DecodedForms,
  decodedForms,
  isDecodable,
  isOnlyStrippable,
} from '../transformations/decoding.ts';
import { strippedForms } from '../transformations/stripping.ts';
import { Candidate } from './candidate.ts';

/** Values to look for within texts, and decoded words, which only count where they are a whole text. */
export interface Candidates {
  readonly searched: Candidate[];
  readonly words: Candidate[];
}

/** Adds the candidates of one input; true when a bound left some of its forms unmade. */
export function addCandidates(gathered: GatheredInput, { searched, words }: Candidates): boolean {
  const { value, shape, transformations } = gathered;
  if (!isDecodable(value, shape)) {
    if (shape !== 0) searched.push(new Candidate(gathered, gathered));
    return false;
  }
  if (isOnlyStrippable(value, shape)) {
    searched.push(new Candidate(gathered, gathered));
    for (const form of strippedForms(value, shape, transformations)) {
      searched.push(new Candidate(gathered, form));
    }
    return false;
  }
  const { forms, truncated } = gathered.isRecurring
    ? recurringForms(gathered)
    : decodedForms(value, shape, transformations);
  for (const form of forms) {
    (form.shape === 0 ? words : searched).push(new Candidate(gathered, form));
  }
  return truncated;
}

const MAX_RECURRING = 256;
const MAX_RECURRING_LENGTH = 2_048;
let young = new Map<string, DecodedForms>();
let elder = new Map<string, DecodedForms>();

/** What header values decode to is kept: clients send the same again and again. */
function recurringForms({ value, shape, transformations }: GatheredInput): DecodedForms {
  const recent = young.get(value);
  if (recent !== undefined) return recent;
  const forms = elder.get(value) ?? decodedForms(value, shape, transformations);
  if (value.length > MAX_RECURRING_LENGTH) return forms;
  if (young.size >= MAX_RECURRING) {
    elder = young;
    young = new Map();
  }
  young.set(value, forms);
  return forms;
}
