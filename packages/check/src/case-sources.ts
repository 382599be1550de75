// For tests of other packages: what stands for a domain's resolver and for an image.
export { type CaseNameServer, startNameServer } from './evidence/domain/case-name-server.ts';
export { dockerArchive } from './evidence/image/case-image.ts';
