import { dependencyNames, webServer } from '../../analysis/web-app.ts';
import { appWith } from '../app-example.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

const settings =
  /(^|\/)(Dockerfile[\w.-]*|Procfile|(docker-)?compose[\w.-]*\.ya?ml|fly\.toml|render\.yaml|app\.(ya?ml|json)|serverless\.ya?ml)$|\.(service|tf|tfvars|env)$|(^|\/)\.env[\w.-]*$|\.ya?ml$|(^|\/)(README|docs\/[\w/-]+)\.md$/i;
const told =
  /\bCASTELLAN_WATCH_URL\b|\bpagerduty\b|\bopsgenie\b|alertmanager|\bhooks\.slack\.com\b|SLACK_WEBHOOK|\bfalco(sidekick)?\b|\bwazuh\b/i;
const services =
  /^(@sentry\/(node|nestjs|nextjs|bun)|dd-trace|newrelic|@opentelemetry\/sdk-node|@bugsnag\/node|@honeybadger-io\/js|rollbar|elastic-apm-node|@aikidosec\/firewall)$/;

/** When something happens to the app somebody is told. */
export const rule: Rule = defineRule({
  id: 'alert/channel',
  practice: 'M1',
  severity: 'medium',
  confidence: 'possible',
  cwe: 778,
  controls: ['iso27001:A.8.16', 'soc2:CC7.3'],
  title: 'What happens to the app in production reaches people',
  why: 'Break-ins are found after months where nobody is told: by the customers whose data is for sale.',
  fix: 'Give guard the address of watch, `CASTELLAN_WATCH_URL` and `CASTELLAN_TOKEN`, and watch a channel: mail, chat or pager.',
  needs: ['packages', 'texts'],
  run({ packages, texts }) {
    const names = dependencyNames(packages);
    const server = webServer(names);
    if (server === undefined) return notApplicable('no package here is a web app');
    const file = texts.files.find(({ path, text }) => settings.test(path) && told.test(text));
    if (file !== undefined) return failBy([], `${file.path} names where to`);
    const service = names.find((name) => services.test(name));
    if (service !== undefined) return failBy([], `${service} tells of it`);
    return failBy(
      [{ message: 'Nothing here says whom attacks and errors are told', identity: 'none' }],
      '',
    );
  },
  examples: [
    {
      title: 'watch',
      given: {
        ...appWith(),
        'compose.yaml':
          'services:\n  web:\n    environment:\n      CASTELLAN_WATCH_URL: https://w.example\n',
      },
      expect: 'pass',
    },
    { title: 'a service for errors', given: appWith('@sentry/node'), expect: 'pass' },
    { title: 'nothing', given: appWith(), expect: 'fail' },
    { title: 'a library', given: { 'package.json': '{}' }, expect: 'not-applicable' },
  ],
});
