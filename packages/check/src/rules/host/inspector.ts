import { isInner } from '../../analysis/host/listening.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';
import { nodeProcess } from '../host-example.ts';

/** No debugger waits for whoever comes. */
export const rule: Rule = defineRule({
  id: 'host/inspector',
  practice: 'P6',
  severity: 'medium',
  confidence: 'certain',
  cwe: 489,
  controls: ['asvs5:13.4.2'],
  title: 'No Node.js process runs with its debugger open',
  why: 'Who reaches the debugger runs any code in the app, and is asked for no password.',
  fix: 'Take --inspect out of the start command; to look into a process, open the debugger for a while (`kill -USR1 PID`) over an ssh tunnel.',
  needs: ['hostProcesses'],
  run({ hostProcesses: { node } }) {
    if (node.length === 0) return notApplicable('no Node.js process runs here');
    const findings = node.flatMap(({ inspector, script }): RuleFinding[] => {
      if (inspector === undefined) return [];
      const address = inspector.slice(0, inspector.lastIndexOf(':'));
      const message = `Its debugger is open at ${inspector}`;
      const isOpenToAll = !isInner(address);
      return [
        {
          place: { file: script },
          message,
          identity: 'inspector',
          ...(isOpenToAll && { severity: 'critical' as const }),
        },
      ];
    });
    return failBy(findings, `${node.length} processes, no debugger open`);
  },
  examples: [
    {
      title: 'none open',
      evidence: { hostProcesses: { node: [nodeProcess()], programs: [] } },
      expect: 'pass',
    },
    {
      title: 'open to this host',
      evidence: {
        hostProcesses: { node: [nodeProcess({ inspector: '127.0.0.1:9229' })], programs: [] },
      },
      expect: 'fail',
    },
    {
      title: 'open to everybody',
      evidence: {
        hostProcesses: { node: [nodeProcess({ inspector: '0.0.0.0:9229' })], programs: [] },
      },
      expect: 'fail',
    },
    {
      title: 'no app',
      evidence: { hostProcesses: { node: [], programs: [] } },
      expect: 'not-applicable',
    },
  ],
});
