import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { type CheckReport, rules, standardNames, standardView } from '@castellan/check';
import { practices, type StandardId } from '@castellan/core';
import { EvidenceChain, newEvidenceKey } from '@castellan/core/evidence';
import { version } from '../../version.ts';

/**
 * A pack of evidence of reports: one JSON line after the other, each bound to the one before, the last one
 * signed. The same format as the console's, so that `castellan verify-evidence` verifies both.
 */
function evidencePack(
  reports: readonly CheckReport[],
  standards: readonly StandardId[],
  privatePem: string,
  now: Date,
): string {
  const chain = new EvidenceChain();
  const times = reports.map(({ time }) => time).sort();
  const lines = [
    chain.add('header', {
      format: 'castellan evidence 1',
      from: times[0] ?? now.toISOString(),
      until: times.at(-1) ?? now.toISOString(),
      madeAt: now.toISOString(),
      madeBy: `castellan check ${version()}`,
      targets: reports.map(({ kind, target, commit }) => ({ kind, target, commit })),
    }),
  ];
  for (const { practices: told, rules: outcomes, findings, evidence, ...report } of reports) {
    lines.push(chain.add('report', report));
    const { target } = report;
    for (const one of told)
      lines.push(chain.add('practice', { target, ...one, title: practices[one.practice].title }));
    for (const one of outcomes) lines.push(chain.add('rule', { target, ...one }));
    // Lines of code stay where they are.
    for (const { frame: _, steps: __, ...one } of findings)
      lines.push(chain.add('finding', { target, ...one }));
    for (const one of evidence) lines.push(chain.add('evidence', { target, ...one }));
  }
  for (const standard of standards)
    for (const view of standardView(reports, rules, standard))
      lines.push(chain.add('requirement', { standard, ...view }));
  return lines.join('') + chain.end(privatePem);
}

/** Writes the pack; tells by which key it is signed. */
export function writeEvidencePack(
  file: string,
  reports: readonly CheckReport[],
  standards: readonly StandardId[],
  env: NodeJS.ProcessEnv = process.env,
): void {
  const { privatePem, publicKey } = signingKey(env);
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  writeFileSync(
    file,
    evidencePack(
      reports,
      standards.length > 0 ? standards : Object.values(standardNames),
      privatePem,
      new Date(),
    ),
  );
  process.stderr.write(
    `castellan: ${file} holds the evidence; check it with castellan verify-evidence ${file}${publicKey === undefined ? '' : ` --key ${publicKey}`}\n`,
  );
}

/** The key in CASTELLAN_EVIDENCE_KEY (PKCS 8 in PEM), or this user's own, which is made at its first use. */
function signingKey(env: NodeJS.ProcessEnv): {
  readonly privatePem: string;
  readonly publicKey?: string;
} {
  const given = env['CASTELLAN_EVIDENCE_KEY'];
  if (given !== undefined && given !== '') return { privatePem: given };
  const xdg = env['XDG_CONFIG_HOME'] ?? '';
  const home = path.isAbsolute(xdg) ? xdg : path.join(homedir(), '.config');
  const folder = path.join(home, 'castellan');
  const file = path.join(folder, 'evidence-key.pem');
  const shown = path.join(folder, 'evidence-key.txt');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { privatePem, publicKey } = newEvidenceKey();
    writeFileSync(file, privatePem, { mode: 0o600, flag: 'wx' });
    chmodSync(file, 0o600);
    writeFileSync(shown, `${publicKey}\n`);
  }
  return {
    privatePem: readFileSync(file, 'utf8'),
    ...(existsSync(shown) && { publicKey: readFileSync(shown, 'utf8').trim() }),
  };
}
