// For tests of other packages: what stands for a domain's resolver and for an image, and rules with pieces taken out.
export { type CaseNameServer, startNameServer } from './evidence/domain/case-name-server.ts';
export { dockerArchive } from './evidence/image/case-image.ts';
export { zipOf } from './evidence/advisories/case-zip.ts';
export { isHeld } from './rules/case-examples.ts';
export { type Mutant, mutantsOf } from './rules/case-mutants.ts';
