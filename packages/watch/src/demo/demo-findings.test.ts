import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingSchema } from '@castellan/core/wire';
import { demoFindings, type DemoPlan } from './demo-findings.ts';

const plan: DemoPlan = {
  seed: 7,
  events: 1_500,
  from: new Date('2026-11-19T00:00:00Z'),
  to: new Date('2026-11-26T00:00:00Z'),
  app: 'Demo shop',
  environment: 'production',
  instances: ['shop-1', 'shop-2'],
};

test('a plan makes exactly so many findings, each valid on the wire, within its time', () => {
  const findings = [...demoFindings(plan)].flat();
  assert.equal(findings.length, plan.events);
  for (const finding of findings) {
    findingSchema.parse(finding);
    const time = Date.parse(finding.time);
    assert.ok(time >= plan.from.getTime() && time < plan.to.getTime(), finding.time);
    const { excerpt, start, end } = finding.span;
    assert.equal(excerpt.slice(start, end), finding.input.excerpt);
  }
  assert.equal(new Set(findings.map(({ id }) => id)).size, plan.events);
  assert.ok(new Set(findings.map(({ detection }) => detection)).size >= 5);
});

test('attackers have addresses that are set aside for documentation', () => {
  const addresses = new Set([...demoFindings({ ...plan, events: 90_000 })].flat().map(addressOf));
  assert.ok(addresses.size > 762, String(addresses.size));
  for (const address of addresses) {
    assert.match(address, /^(?:203\.0\.113|198\.51\.100|192\.0\.2)\.\d+$|^2001:db8:/);
  }
});

test('the same plan makes the same findings, another seed others', () => {
  const first = JSON.stringify([...demoFindings(plan)]);
  assert.equal(JSON.stringify([...demoFindings(plan)]), first);
  assert.notEqual(JSON.stringify([...demoFindings({ ...plan, seed: 8 })]), first);
});

function addressOf(finding: { readonly request?: { readonly address?: string } }): string {
  return finding.request?.address ?? '';
}
