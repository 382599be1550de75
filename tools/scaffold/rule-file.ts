/** Text of a new rule; it passes its examples as it is and says what to fill in. */
export function ruleFile(id: string): string {
  const name = id.slice(id.indexOf('/') + 1).replaceAll('-', ' ');
  return `import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

/** What holds when it passes: ${name}. */
export const rule: Rule = defineRule({
  id: '${id}',
  practice: 'C13',
  severity: 'medium',
  confidence: 'likely',
  controls: [],
  title: 'Say what holds when the rule passes',
  why: 'Say what harm follows when it fails.',
  fix: 'Say what to do, with the line to write.',
  needs: ['texts'],
  run({ texts }) {
    if (texts.files.length === 0) return notApplicable('there are no files');
    const findings = texts.files
      .filter(({ text }) => text.includes('FIXME'))
      .map(({ path }): RuleFinding => ({
        place: { file: path },
        message: 'Say what is wrong here',
        identity: 'what it is, without line numbers',
      }));
    return failBy(findings, \`\${texts.files.length} files were read\`);
  },
  examples: [
    { title: 'what is well', given: { 'a.js': 'let a;\\n' }, expect: 'pass' },
    { title: 'what is wrong', given: { 'a.js': '// FIXME\\n' }, expect: 'fail', at: ['a.js'] },
    { title: 'where it does not apply', expect: 'not-applicable' },
  ],
});
`;
}
