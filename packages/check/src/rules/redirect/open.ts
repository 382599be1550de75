import { defineRule, type Rule } from '../rule.ts';
import { expressApp, judgeFlows } from '../flow-rule.ts';

/** No data of a request chooses the site that a visitor is sent to. */
export const rule: Rule = defineRule({
  id: 'redirect/open',
  practice: 'C3',
  severity: 'medium',
  confidence: 'likely',
  cwe: 601,
  controls: ['asvs5:1.2.2'],
  title: 'Redirects go to places that the code names',
  why: 'A link to your site that ends on another one lends your name to phishing, and hands on tokens of sign-in.',
  fix: 'Take only a path of your own: resolve it, `new URL(next, base)`, and compare the origin; or look it up in a list.',
  needs: ['code'],
  run: ({ code }) =>
    judgeFlows(code, {
      is: ({ label, harm }) => label === 'input' && harm === 'redirect',
      message: ({ source, sink }) => `${source} chooses where the visitor is sent: ${sink}`,
    }),
  examples: [
    {
      title: 'an address that was sent',
      given: expressApp('res.redirect(req.query.next);'),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'with a status, and behind one slash: `//host` is another host',
      given: expressApp("res.redirect(302, '/' + req.query.next);"),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'a path with a start of our own',
      given: expressApp(
        'res.redirect(`/users/${req.params.id}`);\nres.redirect("/?q=" + req.query.q);',
      ),
      expect: 'pass',
    },
    {
      title: 'from a list',
      given: expressApp(
        'if (places.includes(req.query.next)) return res.redirect(req.query.next);\nres.redirect("/");',
        "const places = ['/a', '/b'];",
      ),
      expect: 'pass',
    },
    { title: 'no code', given: { 'README.md': '' }, expect: 'not-applicable' },
  ],
});
