import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';
import { codeFrame } from '../../analysis/code-frame.ts';
import type { Dockerfile, Instruction } from '../../evidence/collectors/dockerfiles.ts';

const archive = /\.(tar(\.\w+)?|tgz|tbz2?|txz)$/i;

/** Files come into an image by COPY, which does nothing else. */
export const rule: Rule = defineRule({
  id: 'docker/add',
  practice: 'P8',
  severity: 'low',
  confidence: 'certain',
  cwe: 829,
  controls: ['asvs5:15.2.4'],
  title: 'Images take files by COPY, and nothing from the network without a digest',
  why: 'ADD unpacks archives and fetches addresses: what is in the image then depends on who answers at build time.',
  fix: 'Write COPY for local files, and `ADD --checksum=sha256:…` for what is fetched.',
  needs: ['dockerfiles'],
  run({ dockerfiles }) {
    if (dockerfiles.length === 0) return notApplicable('there is no Dockerfile');
    return failBy(dockerfiles.flatMap(findingsIn), 'no image uses ADD for what COPY does');
  },
  mend: {
    title: 'Write COPY where ADD takes plain local files',
    offer({ place, identity }, { dockerfiles }) {
      const file = dockerfiles.find(({ path }) => path === place?.file);
      const line = file?.text.split('\n')[(place?.line ?? 0) - 1];
      const match = /^(\s*)(add)(?=\s)/i.exec(line ?? '');
      if (!file || !match || place?.line === undefined || !identity.startsWith('ADD local'))
        return undefined;
      const edit = {
        kind: 'text',
        file: file.path,
        line: place.line,
        column: match[1]!.length + 1,
        was: match[2]!,
        to: 'COPY',
      } as const;
      return { title: `Write COPY instead of ADD in ${file.path}`, edits: [edit] };
    },
  },
  examples: [
    { title: 'COPY', given: { Dockerfile: 'FROM node:24\nCOPY . .\n' }, expect: 'pass' },
    {
      title: 'an archive, which ADD unpacks on purpose',
      given: { Dockerfile: 'FROM node:24\nADD rootfs.tar.xz /\n' },
      expect: 'pass',
    },
    {
      title: 'an archive whose name is quoted',
      given: { Dockerfile: 'FROM node:24\nADD "files/app.tar.gz" "/srv"\n' },
      expect: 'pass',
    },
    {
      title: 'from the network, with its digest',
      given: {
        Dockerfile: `FROM node:24\nADD --checksum=sha256:${'a1'.repeat(32)} https://example.com/a.tgz /\n`,
      },
      expect: 'pass',
    },
    {
      title: 'local files',
      given: { Dockerfile: 'FROM node:24\nADD package.json ./\nADD src /app/src\n' },
      expect: 'fail',
      at: ['Dockerfile:2', 'Dockerfile:3'],
      fixed: { Dockerfile: 'FROM node:24\nCOPY package.json ./\nCOPY src /app/src\n' },
    },
    {
      title: 'from the network: its digest is for people to look up',
      given: { Dockerfile: 'FROM node:24\nADD https://example.com/a.tgz /\n' },
      expect: 'fail',
      at: ['Dockerfile:2'],
      fixed: {},
    },
    { title: 'no Dockerfile', expect: 'not-applicable' },
  ],
});

function findingsIn({ path, text, instructions }: Dockerfile): RuleFinding[] {
  return instructions.flatMap((instruction) => {
    const what = faultOf(instruction);
    if (what === undefined) return [];
    const { line } = instruction;
    const isFetched = what === 'fetched';
    return [
      {
        place: { file: path, line },
        message: isFetched
          ? 'ADD fetches an address, and takes whatever it answers'
          : 'ADD takes local files, which COPY does without surprises',
        identity: `ADD ${what} ${instruction.text.trim()}`,
        ...(isFetched && { severity: 'medium' as const }),
        frame: codeFrame(text, line),
      },
    ];
  });
}

function faultOf({ name, text }: Instruction): 'local' | 'fetched' | undefined {
  if (name !== 'ADD' || text.startsWith('[') || /<<|--checksum=/.test(text)) return undefined;
  const words = text
    .split(/\s+/)
    .filter((word) => word !== '' && !word.startsWith('--'))
    .map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
  const sources = words.slice(0, -1);
  if (sources.some((one) => /^https?:\/\//.test(one))) return 'fetched';
  const isPlain = sources.every((one) => !archive.test(one) && !/[$*?]|^git@|\.git\b/.test(one));
  return sources.length > 0 && isPlain ? 'local' : undefined;
}
