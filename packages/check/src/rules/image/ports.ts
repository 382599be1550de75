import { dataStorePorts, plainPorts } from '../../analysis/host/ports.ts';
import { madeUpConfig } from '../image-example.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

const ways: Readonly<Record<string, string>> = {
  'tcp/22': 'ssh: nobody should have to sign in to a container',
  'tcp/9229': 'the debugger of Node.js: it runs whatever it is sent',
};

/** The image of an app offers no way in but that of the app. */
export const rule: Rule = defineRule({
  id: 'image/ports',
  practice: 'P6',
  severity: 'medium',
  confidence: 'likely',
  cwe: 668,
  controls: ['asvs5:13.4.2', 'iso27001:A.8.20'],
  title: 'The image offers neither ssh, nor a debugger, nor what speaks in the open',
  why: 'What is exposed is what `docker run -P` and many a platform open to the network.',
  fix: 'Take the EXPOSE out, and what listens there; look into a container with `docker exec`.',
  needs: ['imageConfig'],
  run({ imageConfig: { name, ports, environment } }) {
    if (ports.length === 0) return notApplicable('the image offers no port');
    const isApp = environment.some((one) => one.name === 'NODE_VERSION');
    const findings = ports.flatMap((port) => {
      const [number = '', protocol = 'tcp'] = port.split('/');
      const key = `${protocol}/${number}`;
      // The image of a database offers its own port, as it should.
      const store = isApp && protocol === 'tcp' ? dataStorePorts[Number(number)] : undefined;
      const what = ways[key] ?? plainPorts[key] ?? store;
      return what === undefined
        ? []
        : [
            {
              place: { file: name },
              message: `The image offers port ${number}, ${what}`,
              identity: key,
            },
          ];
    });
    return failBy(findings, ports.join(', '));
  },
  examples: [
    { title: 'the app', evidence: { imageConfig: madeUpConfig() }, expect: 'pass' },
    {
      title: 'a database, of its own image',
      evidence: { imageConfig: madeUpConfig({ environment: [], ports: ['5432/tcp'] }) },
      expect: 'pass',
    },
    {
      title: 'ssh',
      evidence: { imageConfig: madeUpConfig({ ports: ['3000/tcp', '22/tcp'] }) },
      expect: 'fail',
    },
    {
      title: 'the debugger',
      evidence: { imageConfig: madeUpConfig({ ports: ['9229'] }) },
      expect: 'fail',
    },
    {
      title: 'a database beside the app',
      evidence: { imageConfig: madeUpConfig({ ports: ['6379/tcp'] }) },
      expect: 'fail',
    },
    {
      title: 'no port',
      evidence: { imageConfig: madeUpConfig({ ports: [] }) },
      expect: 'not-applicable',
    },
  ],
});
