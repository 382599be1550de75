import { lineAt } from '../../analysis/code-frame.ts';
import type { Dockerfile } from '../../evidence/collectors/dockerfiles.ts';
import type { Manifest } from '../../evidence/collectors/manifest.ts';
import type { Edit } from '../patch.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

const variable = 'NODE_TLS_REJECT_UNAUTHORIZED';
const inCommand =
  /(?:\bcross-env\s+(?=NODE_TLS_REJECT_UNAUTHORIZED=["']?0["']?\s+(?![\w]+=)))?\bNODE_TLS_REJECT_UNAUTHORIZED=(["']?)0\1\s+(?!&)/;
const off = /\bNODE_TLS_REJECT_UNAUTHORIZED(?:\s*[=:]\s*|\s+)["']?0["']?(?=\s|$)/;
const forDevelopment = /(^|[:_-])(dev|develop|development|test|debug|local)([:_-]|$)/;

/** No setting switches the check of certificates off. */
export const rule: Rule = defineRule({
  id: 'crypto/tls-verify-setting',
  practice: 'C5',
  severity: 'high',
  confidence: 'certain',
  cwe: 295,
  controls: ['asvs5:12.3.2'],
  title: 'No script, image or workflow switches the check of certificates off',
  why: 'The variable holds for every connection of the process, those to the database and to the bank among them.',
  fix: `Delete ${variable}=0; give the certificate of a private authority by NODE_EXTRA_CA_CERTS.`,
  needs: ['manifest', 'dockerfiles', 'workflows'],
  run({ manifest, dockerfiles, workflows }) {
    const scripts = Object.keys(manifest?.scripts ?? {});
    if (scripts.length === 0 && dockerfiles.length === 0 && workflows.length === 0)
      return notApplicable('there are no scripts, images or workflows');
    const findings = [
      ...inScripts(manifest),
      ...dockerfiles.flatMap(inImage),
      ...workflows.flatMap(({ path, text }) => inText(path, text)),
    ];
    return failBy(findings, 'none of them does');
  },
  mend: {
    needsUnsafe: true,
    title: 'Delete the assignment from scripts and images; write 1 in workflows',
    offer({ place, identity }, { manifest, dockerfiles, workflows }) {
      const edit = editFor(place, identity, { manifest, dockerfiles, workflows });
      return (
        edit && { title: `Check certificates again in ${edit.file}`, edits: [edit], isUnsafe: true }
      );
    },
  },
  examples: [
    {
      title: 'on, and a private authority is given',
      given: {
        'package.json': '{"scripts":{"start":"NODE_EXTRA_CA_CERTS=ca.pem node app.js"}}',
        Dockerfile: 'FROM node:24\nENV NODE_TLS_REJECT_UNAUTHORIZED=1\n',
      },
      expect: 'pass',
    },
    {
      title: 'off for the app and for its tests',
      given: {
        'package.json':
          '{"scripts":{"start":"NODE_ENV=production NODE_TLS_REJECT_UNAUTHORIZED=0 node app.js","test":"cross-env NODE_TLS_REJECT_UNAUTHORIZED=0 node --test"}}',
      },
      expect: 'fail',
      at: ['package.json', 'package.json'],
      fixed: {
        'package.json':
          '{"scripts":{"start":"NODE_ENV=production node app.js","test":"node --test"}}',
      },
    },
    {
      title: 'off in an image',
      given: {
        Dockerfile: 'FROM node:24\nENV NODE_TLS_REJECT_UNAUTHORIZED=0\nCMD ["node", "a.js"]\n',
      },
      expect: 'fail',
      at: ['Dockerfile:2'],
      fixed: { Dockerfile: 'FROM node:24\nCMD ["node", "a.js"]\n' },
    },
    {
      title: 'off in a workflow',
      given: {
        '.github/workflows/ci.yml':
          "on: push\nenv:\n  NODE_TLS_REJECT_UNAUTHORIZED: '0' # proxy\njobs: {}\n",
      },
      expect: 'fail',
      at: ['.github/workflows/ci.yml:3'],
      fixed: {
        '.github/workflows/ci.yml':
          "on: push\nenv:\n  NODE_TLS_REJECT_UNAUTHORIZED: '1' # proxy\njobs: {}\n",
      },
    },
    { title: 'nothing of the kind', given: { 'a.js': '' }, expect: 'not-applicable' },
  ],
});

function inScripts(manifest: Manifest | null): RuleFinding[] {
  return Object.entries(manifest?.scripts ?? {}).flatMap(([name, command]) =>
    off.test(command)
      ? [
          {
            place: { file: manifest!.path },
            message: `The script ${name} switches the check of certificates off`,
            identity: `script ${name}`,
            ...(forDevelopment.test(name) && { severity: 'medium' as const }),
          },
        ]
      : [],
  );
}

function inImage({ path, instructions }: Dockerfile): RuleFinding[] {
  return instructions.flatMap(({ name, text, line }) =>
    (name === 'ENV' || name === 'ARG' || name === 'RUN') && off.test(text)
      ? [finding(path, line, `The image switches the check of certificates off by ${name}`, name)]
      : [],
  );
}

function inText(path: string, text: string): RuleFinding[] {
  const found = [...text.matchAll(new RegExp(off, 'gm'))].filter(
    ({ index }) => !/^\s*#/.test(text.slice(text.lastIndexOf('\n', index) + 1, index + 1)),
  );
  return found.map(({ index }) =>
    finding(
      path,
      lineAt(text, index),
      'The workflow switches the check of certificates off',
      'env',
    ),
  );
}

function finding(file: string, line: number, message: string, identity: string): RuleFinding {
  return { place: { file, line }, message, identity };
}

function editFor(
  place: RuleFinding['place'],
  identity: string,
  {
    manifest,
    dockerfiles,
    workflows,
  }: {
    readonly manifest: Manifest | null;
    readonly dockerfiles: readonly Dockerfile[];
    readonly workflows: readonly { readonly path: string; readonly text: string }[];
  },
): Edit | undefined {
  if (manifest && place?.file === manifest.path) {
    const name = identity.replace('script ', '');
    const before = manifest.scripts[name] ?? '';
    const value = before.replace(inCommand, '');
    const at = ['scripts', name];
    return value === before ? undefined : { kind: 'json', file: manifest.path, at, value };
  }
  const file = [...dockerfiles, ...workflows].find(({ path }) => path === place?.file);
  const was = file?.text.split('\n')[(place?.line ?? 0) - 1]?.replace(/\r$/, '');
  if (!file || was === undefined || place?.line === undefined) return undefined;
  const base = { kind: 'text', file: file.path, line: place.line, column: 1 } as const;
  const isAlone = new RegExp(`^\\s*(ENV|ARG)\\s+${variable}[= ]["']?0["']?\\s*$`, 'i');
  if (isAlone.test(was)) return { ...base, was: `${was}\n`, to: '' };
  const setting = new RegExp(`^(\\s*${variable}:\\s*["']?)0(["']?\\s*(?:#.*)?)$`);
  return setting.test(was)
    ? {
        ...base,
        was,
        to: was.replace(setting, (_, lead: string, rest: string) => `${lead}1${rest}`),
      }
    : undefined;
}
