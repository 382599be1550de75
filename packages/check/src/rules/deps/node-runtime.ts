import { isForBuilders } from '../../analysis/builder-files.ts';
import { isForTests } from '../../analysis/secrets/weight.ts';
import { fromParts, stagesOf } from '../../analysis/docker-stages.ts';
import { nodeEndOfLife } from '@castellan/core';
import { nodeMajorOf } from '../../analysis/node-releases.ts';
import type { EvidenceValues } from '../../evidence/registry.generated.ts';
import { defineRule, failBy, type Rule, type RuleFinding, unknown } from '../rule.ts';

const dayMs = 86_400_000;
const mostOthers = 4;
const warnDays = 60;

/** A place that says which Node.js runs the app. */
interface Statement {
  readonly file: string;
  readonly line?: number;
  readonly major: number;
}

/** The app runs on a Node.js that still gets security fixes. */
export const rule: Rule = defineRule({
  id: 'deps/node-runtime',
  practice: 'C10',
  severity: 'high',
  confidence: 'certain',
  cwe: 1104,
  controls: ['asvs5:15.2.1', 'pci-dss4:6.3.3'],
  title: 'The Node.js that is used still gets security fixes',
  why: 'Holes in the HTTP parser, in TLS or in V8 are published with each security release, and stay open for ever in versions that have ended.',
  fix: 'Move to the newest even version (`FROM node:24`, `24` in .nvmrc), which is supported longest.',
  needs: ['manifest', 'dockerfiles', 'settings'],
  run(evidence, { now }) {
    const stated = statementsIn(evidence);
    if (stated.length === 0)
      return unknown(
        'a place that says which Node.js runs the app: .nvmrc, a Dockerfile, or engines in a private package.json',
      );
    const findings = eachMajor(stated).flatMap((one) => findingFor(one, now) ?? []);
    const majors = [...new Set(stated.map(({ major }) => major))].join(', ');
    return failBy(findings, `Node.js ${majors} gets security fixes`);
  },
  examples: [
    {
      title: 'a supported version',
      given: { '.nvmrc': 'v24.1.0\n' },
      on: '2026-11-25',
      expect: 'pass',
    },
    {
      title: 'the last day of support',
      given: { '.nvmrc': '22\n' },
      on: '2027-02-01',
      expect: 'pass',
    },
    { title: 'by its name', given: { '.nvmrc': 'lts/krypton' }, on: '2026-11-25', expect: 'pass' },
    {
      title: 'an image of an ended version, twice',
      given: {
        Dockerfile: 'FROM node:18-alpine AS build\nFROM node:18-alpine\nCMD ["node", "a.js"]\n',
      },
      on: '2026-11-25',
      expect: 'fail',
      at: ['Dockerfile:1'],
    },
    {
      title: 'one version in several files: one finding, at what runs the app',
      given: {
        '.nvmrc': '18\n',
        'test/Dockerfile': 'FROM node:18\n',
        Dockerfile: 'FROM node:18\n',
      },
      on: '2026-11-25',
      expect: 'fail',
      at: ['.nvmrc'],
    },
    {
      title: 'an ended version by name',
      given: { '.nvmrc': 'lts/iron' },
      on: '2026-11-25',
      expect: 'fail',
      at: ['.nvmrc'],
    },
    {
      title: 'a version that ends soon',
      given: { '.node-version': '22.12.0' },
      on: '2027-04-01',
      expect: 'fail',
    },
    {
      title: 'an app that allows just an ended version',
      given: { 'package.json': '{"private":true,"engines":{"node":"16.x"}}' },
      on: '2026-11-25',
      expect: 'fail',
      at: ['package.json'],
    },
    {
      title: 'a library that still runs on ended versions',
      given: { 'package.json': '{"name":"a","engines":{"node":">=16"}}' },
      expect: 'unknown',
    },
    { title: 'whatever is newest', given: { '.nvmrc': 'lts/*' }, expect: 'unknown' },
    { title: 'not stated', given: { 'package.json': '{}' }, expect: 'unknown' },
  ],
});

function statementsIn({
  manifest,
  dockerfiles,
  settings,
}: Pick<EvidenceValues, 'manifest' | 'dockerfiles' | 'settings'>): Statement[] {
  const found: Statement[] = [];
  const add = (file: string, text: string | undefined, line?: number): void => {
    const major = text === undefined ? undefined : nodeMajorOf(text);
    if (major === undefined || found.some((one) => one.file === file && one.major === major))
      return;
    found.push({ file, major, ...(line !== undefined && { line }) });
  };
  for (const { path, text } of settings) {
    if (/(^|\/)\.(nvmrc|node-version)$/.test(path)) add(path, text);
    if (path.endsWith('.tool-versions')) add(path, /^nodejs\s+(\S+)/m.exec(text)?.[1]);
  }
  for (const { path, instructions } of dockerfiles) {
    for (const [from] of stagesOf(instructions)) {
      const { image } = fromParts(from?.text ?? '');
      add(path, /(?:^|\/)node:([^@]+)/.exec(image)?.[1], from?.line);
    }
  }
  if (manifest !== null) {
    const volta = manifest.rest['volta'] as { node?: unknown } | undefined;
    if (typeof volta?.node === 'string') add(manifest.path, volta.node);
    // One version is a statement; an open range is only what the code can run on.
    const range = manifest.engines['node'] ?? '';
    if (manifest.isPrivate && /^[v^~=\s]*\d+(\.(\d+|x|\*))*$/.test(range.trim()))
      add(manifest.path, range.replace(/^[v^~=\s]+/, ''));
  }
  return found;
}

/** One finding a version: whoever moves on does it everywhere. What runs the app comes first. */
function eachMajor(stated: readonly Statement[]): (Statement & { readonly others: string[] })[] {
  const byMajor = new Map<number, Statement[]>();
  for (const one of stated) byMajor.set(one.major, [...(byMajor.get(one.major) ?? []), one]);
  return [...byMajor.values()].map((same) => {
    const first = same.find(({ file }) => !isForTrying(file)) ?? same[0]!;
    return { ...first, others: same.flatMap((one) => (one === first ? [] : [one.file])) };
  });
}

function isForTrying(file: string): boolean {
  return isForBuilders(file) || isForTests(file);
}

function findingFor(
  { file, line, major, others }: ReturnType<typeof eachMajor>[number],
  now: number,
): RuleFinding | undefined {
  const end = nodeEndOfLife[major];
  if (end === undefined) return undefined;
  const leftDays = (Date.parse(end) - now) / dayMs + 1;
  if (leftDays > warnDays) return undefined;
  return {
    place: { file, ...(line !== undefined && { line }) },
    message: `${
      leftDays <= 0
        ? `Node.js ${major} has had no security fixes since ${end}`
        : `Node.js ${major} gets its last security fixes on ${end}`
    }${others.length === 0 ? '' : `, also in ${others.slice(0, mostOthers).join(', ')}${others.length > mostOthers ? ', …' : ''}`}`,
    identity: `node ${major}`,
    ...(isForTrying(file) && { severity: 'medium' as const }),
    ...(leftDays > 0 && { severity: 'low' as const }),
  };
}
