/** Protocols that guard reads at the socket, by the drivers that speak them. */
const PROTOCOLS: Readonly<Record<string, string>> = {
  pg: "PostgreSQL's protocol",
  postgres: "PostgreSQL's protocol",
  mysql: "MySQL's protocol",
  mysql2: "MySQL's protocol",
  mariadb: "MySQL's protocol",
  tedious: 'TDS',
};

/** The protocol that a driver speaks, if guard can read it at the socket. */
export function wireProtocolOf(library: string): string | undefined {
  return Object.hasOwn(PROTOCOLS, library) ? PROTOCOLS[library] : undefined;
}
