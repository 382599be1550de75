import { lineOf } from '../../analysis/code-frame.ts';
import { literalPattern } from '../../analysis/literal-pattern.ts';
import { mapOf } from '../../analysis/workflow.ts';
import type { ComposeFile } from '../../evidence/collectors/compose-files.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

/** Images of services that only the app is to talk to. */
const stores =
  /(^|\/)(postgres|postgis|timescaledb|pgvector|mysql|mariadb|mongo|redis|redis-stack|valkey|memcached|elasticsearch|opensearch|cassandra|couchdb|neo4j|influxdb|clickhouse-server|rabbitmq|minio|mssql\/server|cockroach)(?=[:@]|$)/;

const forTests = /(^|[/.-])(tests?|e2e|fixtures?|examples?|ci|manual-test[\w-]*)([/.-]|$)/;

/** A port that a store opens to everybody. */
interface OpenPort {
  readonly service: string;
  readonly image: string;
  readonly index: number;
  readonly port: string;
}

/** Databases answer on this machine alone. */
export const rule: Rule = defineRule({
  id: 'scan/compose-ports',
  practice: 'P6',
  severity: 'medium',
  confidence: 'likely',
  cwe: 668,
  controls: ['pci-dss4:6.5.1'],
  title: 'Compose publishes no database to the network',
  why: 'Docker opens a published port past the firewall of the machine: scanners find an open database within hours, on laptops in cafés too.',
  fix: "Write the address of this machine before the port, `'127.0.0.1:5432:5432'`, or publish no port: services reach each other by name.",
  needs: ['composeFiles'],
  run({ composeFiles }) {
    const files = composeFiles.filter(({ data }) => data !== null);
    if (files.length === 0) return notApplicable('there is no Compose file');
    const findings = files.flatMap((file) =>
      openPorts(file).map(({ service, image, port }) => {
        const line = lineOf(
          file.text,
          new RegExp(`^\\s*-\\s*["']?${literalPattern(port)}["']?\\s*(#|$)`, 'm'),
        );
        return {
          place: { file: file.path, ...(line !== undefined && { line }) },
          message: `${service} (${image}) answers on port ${port} of every address of the machine`,
          identity: `${service} ${port}`,
          ...(forTests.test(file.path) && {
            severity: 'low' as const,
            confidence: 'possible' as const,
          }),
        };
      }),
    );
    return failBy(findings, 'no store is published to the network');
  },
  mend: {
    title: 'Write `127.0.0.1:` before the port',
    offer({ place, identity }, { composeFiles }) {
      const file = composeFiles.find(({ path }) => path === place?.file);
      const open =
        file && openPorts(file).find(({ service, port }) => identity === `${service} ${port}`);
      if (!file || !open) return undefined;
      const { service, index, port } = open;
      return {
        title: `Let ${service} answer on this machine alone`,
        edits: [
          {
            kind: 'yaml',
            file: file.path,
            at: ['services', service, 'ports', index],
            value: `127.0.0.1:${port}`,
          },
        ],
      };
    },
  },
  examples: [
    {
      title: 'on this machine, and on no port at all',
      given: compose(
        "  db:\n    image: postgres:18\n    ports: ['127.0.0.1:5432:5432']\n  c:\n    image: redis\n",
      ),
      expect: 'pass',
    },
    {
      title: 'the app itself',
      given: compose('  web:\n    build: .\n    ports:\n      - 3000:3000\n'),
      expect: 'pass',
    },
    {
      title: 'a database and a cache, with what is said of them',
      given: compose(
        '  db:\n    image: postgres:18 # newest\n    ports:\n      - "5432:5432" # for psql\n  cache:\n    image: docker.io/library/redis:8-alpine\n    ports:\n      - 6379:6379\n',
      ),
      expect: 'fail',
      at: ['compose.yaml:5', 'compose.yaml:9'],
      fixed: compose(
        '  db:\n    image: postgres:18 # newest\n    ports:\n      - "127.0.0.1:5432:5432" # for psql\n  cache:\n    image: docker.io/library/redis:8-alpine\n    ports:\n      - 127.0.0.1:6379:6379\n',
      ),
    },
    { title: 'no Compose file', given: { 'a.js': '' }, expect: 'not-applicable' },
  ],
});

function openPorts({ data }: ComposeFile): OpenPort[] {
  return Object.entries(mapOf(mapOf(data)['services'])).flatMap(([service, value]) => {
    const { image, ports } = mapOf(value);
    if (typeof image !== 'string' || !stores.test(image) || !Array.isArray(ports)) return [];
    return ports.flatMap((port: unknown, index) =>
      typeof port === 'string' && /^\d[\d-]*:\d[\d-]*(\/tcp)?$/.test(port)
        ? [{ service, image, index, port }]
        : [],
    );
  });
}

function compose(services: string): Record<string, string> {
  return { 'compose.yaml': `services:\n${services}` };
}
