import { secretsInCommand } from '../../analysis/image/given-secret.ts';
import { madeUpConfig } from '../image-example.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

/** What the builder wrote down of its commands holds no secret. */
export const rule: Rule = defineRule({
  id: 'image/history',
  practice: 'C12',
  severity: 'high',
  confidence: 'likely',
  cwe: 798,
  controls: ['asvs5:13.3.1', 'pci-dss4:8.6.2'],
  title: 'The history of the image holds no secret',
  why: 'Build arguments stand in the history with their values: `docker history --no-trunc` shows them to everybody who has the image.',
  fix: 'Replace the secret, and hand it over by a mount that leaves no trace: `RUN --mount=type=secret,id=npm npm ci` with `docker build --secret id=npm,src=.npmrc`.',
  needs: ['imageConfig'],
  run({ imageConfig: { name, history } }) {
    if (history.length === 0) return notApplicable('the image has no history');
    const findings = history.flatMap((made, index) => {
      // What ENV sets is told once, of the variables.
      if (/^(?:\/bin\/sh -c #\(nop\)\s*)?ENV\b/.test(made)) return [];
      return secretsInCommand(made).map(({ name: variable, message, confidence }) => ({
        place: { file: name },
        message: `Step ${index + 1} of ${history.length}: ${message}`,
        identity: variable,
        confidence,
      }));
    });
    return failBy(findings, `${history.length} steps, no secret among them`);
  },
  examples: [
    { title: 'plain steps', evidence: { imageConfig: madeUpConfig() }, expect: 'pass' },
    {
      title: 'a mount, an argument without a value, a variable',
      evidence: {
        imageConfig: madeUpConfig({
          history: [
            'ARG NPM_TOKEN',
            'RUN /bin/sh -c --mount=type=secret,id=npm npm ci # buildkit',
            'RUN |1 NODE_ENV=production /bin/sh -c NPM_TOKEN=$NPM_TOKEN npm ci # buildkit',
            'ENV YARN_VERSION=1.22.22',
          ],
        }),
      },
      expect: 'pass',
    },
    {
      title: 'an argument of the build with its value',
      evidence: {
        imageConfig: madeUpConfig({
          history: ['RUN |1 NPM_TOKEN=s3cr3t-of-ours /bin/sh -c npm ci # buildkit'],
        }),
      },
      expect: 'fail',
    },
    {
      title: 'an argument with a default',
      evidence: { imageConfig: madeUpConfig({ history: ['ARG DB_PASSWORD=hunter2'] }) },
      expect: 'fail',
    },
    {
      title: 'a token in a command',
      evidence: {
        imageConfig: madeUpConfig({
          history: [`RUN /bin/sh -c git clone https://x:${token()}@github.com/a/b # buildkit`],
        }),
      },
      expect: 'fail',
    },
    {
      title: 'no history',
      evidence: { imageConfig: madeUpConfig({ history: [] }) },
      expect: 'not-applicable',
    },
  ],
});

/** Made up, with the right check sum; in parts, so that this file holds none. */
function token(): string {
  return ['ghp_', 'R4tQ8vLm2XcZ7kPw9NbJ5yHs3DfG', 'a1'].join('').concat('2hHk3s');
}
