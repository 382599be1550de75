import type { SudoRule } from '../../analysis/host/facts.ts';

/** The user specifications of a sudoers file (sudoers(5)); aliases and defaults are not followed. */
export function sudoRules(file: string, text: string): SudoRule[] {
  const rules: SudoRule[] = [];
  let carried = '';
  let first = 0;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.replace(/(^|\s)#(?!\d).*$/, '').trimEnd();
    if (carried === '') first = index + 1;
    if (line.endsWith('\\')) {
      carried += `${line.slice(0, -1)} `;
      continue;
    }
    const whole = `${carried}${line}`.trim();
    carried = '';
    if (whole === '' || /^(?:@|Defaults\b|[A-Z][a-z]+_Alias\b)/.test(whole)) continue;
    const found = /^(\S+)\s+[^=]+=\s*(?:\([^)]*\))?\s*(.*)$/.exec(whole);
    if (found === null) continue;
    const [, who = '', rest = ''] = found;
    const commands = rest.replaceAll(
      /\b(?:NO)?(?:PASSWD|EXEC|SETENV|LOG_INPUT|LOG_OUTPUT|MAIL|FOLLOW):/g,
      '',
    );
    rules.push({
      file,
      line: first,
      who,
      asks: !/\bNOPASSWD:/.test(rest),
      commands: commands.trim(),
    });
  }
  return rules;
}
