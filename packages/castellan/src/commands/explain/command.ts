import { controls, cweNames, cweUrl, practices } from '@castellan/core';
import type { Rule } from '@castellan/check';
import { UsageError } from '../../usage-error.ts';
import type { Command } from '../command.ts';
import { namedBy } from '../check/choose-rules.ts';

/** Tells what a rule is about, how it decides and what to do. */
export const explain: Command = {
  name: 'explain',
  summary: 'Tell what a rule of check looks at, why, and what to do',
  usage: `ID

  ID  a rule (secrets/tree), a theme (secrets) or a practice (C12)`,
  examples: ['castellan explain docker/user', 'castellan explain C12'],
  run,
};

function run(argv: readonly string[]): Promise<number> {
  const [name, ...more] = argv;
  if (name === undefined || name.startsWith('-') || more.length > 0)
    throw new UsageError(
      'explain takes one rule, theme or practice: castellan explain docker/user',
    );
  process.stdout.write(namedBy(name).map(page).join('\n'));
  return Promise.resolve(0);
}

function page(rule: Rule): string {
  const { id, practice, severity, confidence, cwe, title, why, fix, needs, mend } = rule;
  const { examples } = rule;
  const cases = examples.map(({ expect, title: about }) => `  ${expect.padEnd(14)}  ${about}`);
  return `${id}: ${title}

practice    ${practice}: ${practices[practice].title}
severity    ${severity}, ${confidence}
${cwe === undefined ? '' : `weakness    CWE-${cwe} ${cweNames[cwe] ?? ''}, ${cweUrl(cwe)}\n`}${rule.controls.map((control) => `control     ${control}: ${controls[control]}\n`).join('')}reads       ${needs.join(', ')}

why   ${why}
fix   ${fix}
${mend === undefined ? '' : `      by itself (castellan check --fix --only ${id}${mend.needsUnsafe ? ', in some places with --unsafe' : ''}): ${mend.title}\n`}
It says, of repositories such as these:
${cases.join('\n')}
`;
}
