import { givenSecret } from '../../analysis/image/given-secret.ts';
import { madeUpConfig } from '../image-example.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

/** Variables that the image sets hold no secret. */
export const rule: Rule = defineRule({
  id: 'image/environment',
  practice: 'C12',
  severity: 'high',
  confidence: 'likely',
  cwe: 798,
  controls: ['asvs5:13.3.1', 'pci-dss4:8.6.2'],
  title: 'The variables of the image hold no secret',
  why: 'Everybody who may pull the image reads them with `docker inspect`, without starting anything.',
  fix: 'Replace the secret, take the ENV out of the Dockerfile, and give the value when the container starts: `--env-file`, a secret of Compose or Kubernetes, a vault.',
  needs: ['imageConfig'],
  run({ imageConfig: { name, environment } }) {
    if (environment.length === 0) return notApplicable('the image sets no variables');
    const findings = environment.flatMap((one) => {
      const secret = givenSecret(one.name, one.value);
      return secret === undefined
        ? []
        : [
            {
              place: { file: name },
              message: `ENV ${secret.message}`,
              identity: one.name,
              confidence: secret.confidence,
            },
          ];
    });
    return failBy(findings, `${environment.length} variables, none of them a secret`);
  },
  examples: [
    { title: 'settings', evidence: { imageConfig: madeUpConfig() }, expect: 'pass' },
    {
      title: 'a place of a secret, a switch, a placeholder',
      evidence: {
        imageConfig: madeUpConfig({
          environment: [
            { name: 'DB_PASSWORD_FILE', value: '/run/secrets/db' },
            { name: 'API_KEY', value: '/run/secrets/key' },
            { name: 'CSRF_TOKEN', value: 'true' },
            { name: 'JWT_SECRET', value: 'changeme' },
            { name: 'GPG_KEY', value: 'A035C8C19219BA821ECEA86B64E628F8D684696D' },
          ],
        }),
      },
      expect: 'pass',
    },
    {
      title: 'a password',
      evidence: { imageConfig: withVariable('DB_PASSWORD', 'hunter2') },
      expect: 'fail',
    },
    {
      title: 'a password in an address',
      evidence: {
        imageConfig: withVariable(
          'DATABASE_URL',
          `postgres://shop:${['s8Kd', 'q02L'].join('')}@db1.shop.eu/shop`,
        ),
      },
      expect: 'fail',
    },
    {
      title: 'no variables',
      evidence: { imageConfig: madeUpConfig({ environment: [] }) },
      expect: 'not-applicable',
    },
  ],
});

function withVariable(name: string, value: string): ReturnType<typeof madeUpConfig> {
  return madeUpConfig({ environment: [...madeUpConfig().environment, { name, value }] });
}
