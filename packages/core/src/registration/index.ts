export { type RdapServers, rdapListUrl, readRdapList } from './rdap-list.ts';
export { knownRdapServer } from './rdap-servers.ts';
export { lostStatuses, type RegisteredDomain, readRdap } from './read-rdap.ts';
