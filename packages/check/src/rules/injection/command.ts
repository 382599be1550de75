import type { Flow } from '../../analysis/taint/code-facts.ts';
import { defineRule, type Rule } from '../rule.ts';
import { expressApp, judgeFlows } from '../flow-rule.ts';

const exec = "import { exec, execFile, spawn } from 'node:child_process';";

/** No data of a request becomes part of a command line, or an option of a program. */
export const rule: Rule = defineRule({
  id: 'injection/command',
  practice: 'C4',
  severity: 'critical',
  confidence: 'likely',
  cwe: 78,
  controls: ['asvs5:1.2.5', 'pci-dss4:6.2.4'],
  title: 'Commands take data of requests as arguments only',
  why: 'Whoever sends a request runs programs on the server, with all the rights that the app has.',
  fix: "Start the program without a shell, data after `--`: `execFile('grep', ['-F', '--', text])`.",
  needs: ['code'],
  run: ({ code }) =>
    judgeFlows(code, {
      is: ({ label, harm }) => label === 'input' && (harm === 'command' || harm === 'argument'),
      message,
      severity: ({ harm }) => (harm === 'argument' ? 'high' : undefined),
    }),
  examples: [
    {
      title: 'the value of an option',
      given: expressApp(
        "spawn('ssh-keygen', ['-C', req.body.comment]);\nconst list = ['-t', 'rsa'];\nlist.push('-C', req.body.comment);\nspawn('ssh-keygen', list);",
        exec,
      ),
      expect: 'pass',
    },
    {
      title: 'after an option that takes none',
      given: expressApp("spawn('rm', ['-r', req.body.name]);", exec),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'a command line put together',
      given: expressApp('exec(`grep ${req.body.text} *.csv`, next);', exec),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'through a promise around it, in CommonJS',
      given: {
        'run.js': `const { promisify } = require('util');
const run = promisify(require('child_process').exec);
module.exports = async (req, res) => {
  const { stdout } = await run('ping ' + req.query.host);
  res.json({ stdout });
};
`,
      },
      expect: 'fail',
      at: ['run.js:4'],
    },
    {
      title: 'a shell by option, and a shell by name',
      given: expressApp(
        "spawn(`tar ${req.body.names}`, { shell: true });\nspawn('sh', ['-c', 'tar ' + req.body.names]);",
        exec,
      ),
      expect: 'fail',
      at: ['app.js:6', 'app.js:7'],
    },
    {
      title: 'an argument that may be an option',
      given: expressApp("execFile('tar', ['-cf', 'all.tar', req.body.name], next);", exec),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'the program itself',
      given: expressApp('spawn(req.body.program, []);', exec),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'an argument after the end of options',
      given: expressApp("execFile('grep', ['-F', '--', req.body.text], next);", exec),
      expect: 'pass',
    },
    {
      title: 'an argument that cannot start with a dash',
      given: expressApp("execFile('convert', [`pictures/${req.body.name}`], next);", exec),
      expect: 'pass',
    },
    {
      title: 'a command from a table',
      given: expressApp(
        "const commands = { up: 'uptime', free: 'free -m' };\nif (Object.hasOwn(commands, req.body.what)) exec(commands[req.body.what], next);",
        exec,
      ),
      expect: 'pass',
    },
    {
      title: 'a number of lines',
      given: expressApp('exec(`tail -n ${parseInt(req.query.lines, 10)} app.log`, next);', exec),
      expect: 'pass',
    },
    {
      title: 'quoted for the shell',
      given: expressApp(
        'exec(`grep ${quote([req.body.text])} *.csv`, next);',
        `${exec} import { quote } from 'shell-quote';`,
      ),
      expect: 'pass',
    },
    {
      title: "a regular expression's exec",
      given: expressApp('const found = /a(b)/.exec(req.body.text);\nres.json(found);'),
      expect: 'pass',
    },
    { title: 'no code', given: { 'README.md': '' }, expect: 'not-applicable' },
  ],
});

function message({ source, sink, harm, detail }: Flow): string {
  if (harm === 'command') return `${source} becomes part of a command line: ${sink}`;
  return `${source} may be an option of ${detail ?? 'the program'}: ${sink}`;
}
