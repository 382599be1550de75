/** Data stores by the port on which they listen unless told otherwise. */
export const dataStorePorts: Readonly<Record<number, string>> = {
  1433: 'SQL Server',
  1521: 'Oracle',
  3306: 'MySQL or MariaDB',
  5432: 'PostgreSQL',
  5984: 'CouchDB',
  6379: 'Redis',
  7474: 'Neo4j',
  8086: 'InfluxDB',
  8529: 'ArangoDB',
  9042: 'Cassandra',
  9200: 'Elasticsearch',
  11211: 'Memcached',
  27017: 'MongoDB',
  28015: 'RethinkDB',
};

/** Services that carry passwords or data in the open by design, by protocol and port. */
export const plainPorts: Readonly<Record<string, string>> = {
  'tcp/21': 'FTP',
  'tcp/23': 'Telnet',
  'udp/69': 'TFTP',
  'tcp/79': 'Finger',
  'tcp/110': 'POP3',
  'tcp/143': 'IMAP',
  'udp/161': 'SNMP',
  'tcp/389': 'LDAP',
  'tcp/512': 'rexec',
  'tcp/513': 'rlogin',
  'tcp/514': 'rsh',
  'tcp/873': 'rsync',
  'tcp/2375': 'Docker without TLS',
  'tcp/5900': 'VNC',
};
