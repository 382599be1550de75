/** `node -C castellan-source packages/guard/src/detections/command-injection/command-injection.bench.ts` */
import { bench, run, summary } from 'mitata';
import { inputsOf } from '../../context/case-inputs.ts';
import { cmd, posix, powershell, program } from '../case-calls.ts';
import { detection } from './detector.ts';
import { lexPosix } from '../../lexers/shell/posix-lexer.ts';

const inputs = inputsOf({
  query: { page: '2', sort: 'name' },
  body: { name: "O'Brien & sons; ltd", file: 'my report.txt', note: 'x'.repeat(200) },
});
const quoted = `convert 'my report.txt' -resize 200x200 -- '${'a b'.repeat(20)}' out.png`;
const hostile = '"$(`'.repeat(2_500);

summary(() => {
  bench('static command', () => detection.inspect(posix('ls -l /srv | wc -l'), inputs));
  bench('quoted input', () => detection.inspect(posix(quoted), inputs));
  bench('nested shell', () => detection.inspect(posix('sh -c \'wc -l "my report.txt"\''), inputs));
  bench('cmd.exe', () => detection.inspect(cmd('type "my report.txt"'), inputs));
  bench('PowerShell', () => detection.inspect(powershell("cat 'my report.txt'"), inputs));
  bench('program', () => detection.inspect(program('wc', '-l', '--', 'my report.txt'), inputs));
});

summary(() => {
  bench('lexing 10 KB of words', () => lexPosix('word -x path/to/f '.repeat(570)));
  bench('lexing 10 KB of open substitutions', () => lexPosix(hostile));
  bench('judging 10 KB of open substitutions', () =>
    detection.inspect(posix(`${hostile} my report.txt`), inputs));
});

await run();
