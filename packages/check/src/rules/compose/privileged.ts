import { isForBuilders } from '../../analysis/builder-files.ts';
import { lineOf } from '../../analysis/code-frame.ts';
import { isForTests } from '../../analysis/infrastructure/manifest-documents.ts';
import { mapOf } from '../../analysis/workflow.ts';
import {
  defineRule,
  failBy,
  notApplicable,
  type Rule,
  type RuleFinding,
  unknown,
} from '../rule.ts';

/** Programs whose work it is to talk to Docker. */
const dockerTools =
  /(^|\/)(traefik|portainer|watchtower|cadvisor|dozzle|nginx-proxy|jwilder|promtail|vector|fluent|diun|act_runner|gitlab-runner|docker-socket-proxy)/;

/** Services of Compose have no rights of their host. */
export const rule: Rule = defineRule({
  id: 'compose/privileged',
  practice: 'P8',
  severity: 'high',
  confidence: 'likely',
  cwe: 250,
  controls: ['asvs5:15.2.5', 'iso27001:A.8.2'],
  title: 'No service of Compose is privileged or holds the socket of Docker',
  why: 'Both are root on the machine: who breaks into the service owns the host and all its containers.',
  fix: 'Take `privileged: true` and the mount of docker.sock out; give the one capability (`cap_add`) that is needed, or a proxy that passes on reading alone.',
  needs: ['composeFiles'],
  run({ composeFiles }) {
    const broken = composeFiles.find(({ data }) => data === null);
    const services = composeFiles.flatMap((file) =>
      Object.entries(mapOf(mapOf(file.data)['services'])).map(([name, value]) => ({
        file,
        name,
        fields: mapOf(value),
      })),
    );
    if (composeFiles.length === 0) return notApplicable('there is no Compose file');
    const findings = services.flatMap(({ file, name, fields }): RuleFinding[] => {
      const told = (
        message: string,
        at: RegExp,
        severity?: RuleFinding['severity'],
      ): RuleFinding => ({
        place: { file: file.path, line: lineOf(file.text, at) ?? 1 },
        message: `${name} ${message}`,
        identity: `${name} ${message}`,
        ...(severity !== undefined && { severity }),
        ...((isForTests(file.path) || isForBuilders(file.path)) && {
          severity: 'low' as const,
          confidence: 'possible' as const,
        }),
      });
      const volumes: unknown[] = Array.isArray(fields['volumes']) ? fields['volumes'] : [];
      const holdsSocket = volumes.some((one) =>
        /docker\.sock/.test(typeof one === 'string' ? one : String(mapOf(one)['source'])),
      );
      const isTool = dockerTools.test(String(fields['image']));
      return [
        ...(fields['privileged'] === true ? [told('is privileged', /privileged:\s*true/)] : []),
        ...(holdsSocket
          ? [told('holds the socket of Docker', /docker\.sock/, isTool ? 'low' : undefined)]
          : []),
        ...(fields['pid'] === 'host'
          ? [told('sees the processes of its host', /pid:\s*["']?host/, 'medium')]
          : []),
      ];
    });
    if (findings.length === 0 && broken !== undefined) return unknown(`${broken.path} is no YAML`);
    return failBy(findings, `${services.length} services, none of them`);
  },
  examples: [
    {
      title: 'plain',
      given: compose('  web:\n    build: .\n    cap_add: [NET_BIND_SERVICE]\n'),
      expect: 'pass',
    },
    {
      title: 'privileged',
      given: compose('  web:\n    privileged: true\n'),
      expect: 'fail',
      at: ['compose.yaml:3'],
    },
    {
      title: 'the socket of Docker',
      given: compose(
        '  web:\n    build: .\n    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock\n',
      ),
      expect: 'fail',
    },
    {
      title: 'the socket in what only builders start: a low finding',
      given: {
        'docker/local/docker-compose.yml':
          'services:\n  cloud:\n    image: localstack/localstack\n    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]\n',
      },
      expect: 'fail',
    },
    { title: 'broken YAML', given: { 'compose.yaml': 'services: [' }, expect: 'unknown' },
    { title: 'no Compose file', given: { 'a.js': '' }, expect: 'not-applicable' },
  ],
});

function compose(services: string): Record<string, string> {
  return { 'compose.yaml': `services:\n${services}` };
}
