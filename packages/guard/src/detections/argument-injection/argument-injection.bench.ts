/** `node -C castellan-source packages/guard/src/detections/argument-injection/argument-injection.bench.ts` */
import { bench, run, summary } from 'mitata';
import { inputsOf } from '../../context/case-inputs.ts';
import { posix, program } from '../case-calls.ts';
import { detection } from './detector.ts';

const inputs = inputsOf({
  query: { url: 'https://git.example/a/b.git', depth: '1' },
  body: { branch: 'feature/x-1', note: '--upload-pack=id' },
});
const many = Array.from({ length: 1_000 }, (_, i) => `--option-${i}`);

summary(() => {
  const clone = ['clone', '--depth', '1', '--', 'https://git.example/a/b.git', 'dir'];
  bench('git clone', () => detection.inspect(program('git', ...clone), inputs));
  bench('git clone in a shell', () => detection.inspect(posix(`git ${clone.join(' ')}`), inputs));
  bench('an attack', () => detection.inspect(program('git', 'clone', '--upload-pack=id'), inputs));
  bench('1,000 options', () => detection.inspect(program('git', ...many), inputs));
});

await run();
