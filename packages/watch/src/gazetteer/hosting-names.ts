/**
 * Words in the names of autonomous systems that rent machines out, and names of large ones without
 * such a word. Data of ours: whoever misses a name adds it here.
 */
const words: readonly string[] = [
  'cloud',
  'clouds',
  'colocation',
  'data center',
  'data centers',
  'data centre',
  'data centres',
  'datacenter',
  'datacenters',
  'dedicated servers',
  'hosting',
  'server',
  'servers',
  'vps',
  'webhosting',
];

const names: readonly string[] = [
  '31173 services', // VPN exits
  'a2 hosting',
  'akamai',
  'alexhost',
  'alibaba',
  'amazon technologies',
  'amazon.com',
  'amazon data services',
  'anexia',
  'aruba s.p.a.',
  'cdn77',
  'choopa',
  'cloudflare',
  'colocrossing',
  'constant company', // Vultr
  'contabo',
  'datacamp',
  'digitalocean',
  'equinix',
  'fastly',
  'fdcservers',
  'frantech',
  'g-core',
  'ghostnet',
  'godaddy',
  'google',
  'gthost',
  'hetzner',
  'host europe',
  'host sailor',
  'hostdime',
  'hostinger',
  'hostkey',
  'hostpapa',
  'hostroyale',
  'hostway',
  'ibm cloud',
  'interserver',
  'ionos',
  'iomart',
  'kamatera',
  'leaseweb',
  'linode',
  'm247',
  'maxihost',
  'microsoft',
  'mojohost',
  'netcup',
  'nforce',
  'oracle',
  'ovh',
  'packethub',
  'plusserver',
  'psychz',
  'quadranet',
  'quickpacket',
  'rackspace',
  'scaleway',
  'selectel',
  'serverius',
  'shenzhen tencent',
  'strato ag',
  'tencent',
  'timeweb',
  'tzulo',
  'upcloud',
  'worldstream',
  'xserver',
  'zenlayer',
];

/** People sit behind these, although a name above is within theirs. */
const access: readonly string[] = ['google fiber'];

const pattern = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${words.map(escaped).join('|')})(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])(?:${names.map(escaped).join('|')})`,
  'iu',
);

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** `RouterHosting`: written together with what stands before it. */
const joinedWord = /\p{L}hosting(?![\p{L}\p{N}])/iu;

/** True when an autonomous system, by its name, is a host or a cloud: a hint and no proof. */
export function isHostingName(name: string): boolean {
  const short = name.slice(0, 300);
  const isHost = pattern.test(short) || joinedWord.test(short);
  return isHost && !access.some((one) => short.toLowerCase().includes(one));
}
