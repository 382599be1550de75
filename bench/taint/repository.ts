// Tells what the rules on code say of a checked-out repository, how fast, and how much eslint-plugin-security says.
//   node -C castellan-source bench/taint/repository.ts DIR [--plugin DIR] [--findings]
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { collectors } from '../../packages/check/src/evidence/registry.generated.ts';
import { diskSource } from '../../packages/check/src/evidence/disk.ts';
import { Session } from '../../packages/check/src/evidence/session.ts';
import { judgeRule } from '../../packages/check/src/engine/judge-rule.ts';
import { isCodeFile } from '../../packages/check/src/analysis/syntax/parse.ts';
import { analyse } from '../../packages/check/src/analysis/taint/analyse.ts';
import { rules } from '../../packages/check/src/rules/registry.generated.ts';
import { pluginIn } from './eslint-plugin-security.ts';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { plugin: { type: 'string' }, findings: { type: 'boolean', default: false } },
});
const [directory] = positionals;
if (directory === undefined || !existsSync(directory)) {
  console.error(`no directory ${directory ?? ''}: nothing was measured`);
  process.exitCode = 3;
} else await measure(directory);

async function measure(root: string): Promise<void> {
  const session = new Session(diskSource(root));
  const texts = await session.ask(collectors.texts);
  if (texts.status !== 'available') throw new Error(texts.reason);
  const code = texts.value.files.filter(({ path }) => isCodeFile(path));
  const before = process.cpuUsage();
  const started = performance.now();
  const facts = analyse(code);
  const elapsedMs = performance.now() - started;
  const used = process.cpuUsage(before);
  const cpuSeconds = (used.user + used.system) / 1e6;
  const skipped = new Set(facts.skipped.map(({ path }) => path));
  const read = code.filter(({ path }) => !skipped.has(path));
  const megabytes = read.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6;
  console.log(
    `${facts.files} files, ${megabytes.toFixed(2)} MB: ${(elapsedMs / 1000).toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of processor, ${(facts.files / cpuSeconds).toFixed(0)} files/s, ${(megabytes / cpuSeconds).toFixed(2)} MB/s, ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB resident${facts.isBounded ? ', a bound was met' : ''}`,
  );
  for (const rule of rules.filter(({ needs }) => needs.includes('code'))) {
    const verdict = await judgeRule(
      rule,
      (name) => session.ask<unknown>(collectors[name]),
      Date.now(),
    );
    const found = verdict.status === 'fail' ? verdict.findings : [];
    if (found.length > 0) console.log(`  ${rule.id} ${found.length}`);
    if (flags.findings)
      for (const { place, message, steps = [] } of found) {
        console.log(`    ${place?.file}:${place?.line} ${message}`);
        for (const step of steps) console.log(`      ${step.file}:${step.line} ${step.text}`);
      }
  }
  const plugin = flags.plugin === undefined ? undefined : pluginIn(flags.plugin);
  if (plugin === undefined) return;
  const counts = new Map<string, number>();
  for (const { path, text } of read)
    for (const { rule } of plugin(path, text)) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  console.log(
    `  eslint-plugin-security ${total}: ${[...counts].map(([rule, count]) => `${rule} ${count}`).join(', ')}`,
  );
}
