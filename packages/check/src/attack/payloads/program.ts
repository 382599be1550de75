import type { Payloads } from './payload.ts';

/** Options by which programs do more than they are asked for, aimed at nothing. */
const mildOptions: Readonly<Record<string, readonly string[]>> = {
  tar: ['--use-compress-program=true', '--checkpoint-action=exec=true'],
  find: ['-fprintf', '-fls', '-files0-from'],
  sort: ['--output=/dev/null', '-o/dev/null', '--compress-program=true'],
  wc: ['--files0-from=/dev/null'],
  du: ['--files0-from=/dev/null'],
  date: ['--file=/dev/null', '-f/dev/null'],
  curl: ['-o/dev/null', '--output=/dev/null'],
  wget: ['-O/dev/null', '--output-document=/dev/null'],
  git: ['--upload-pack=true', '--output=/dev/null'],
  ssh: ['-oProxyCommand=true'],
  rsync: ['--rsh=true', '-etrue'],
  zip: ['-TTtrue', '--unzip-command=true'],
  grep: ['--file=/dev/null', '-f/dev/null'],
  psql: ['--output=/dev/null', '-o/dev/null'],
  ffmpeg: ['-f'],
  convert: ['-write', 'msl:/dev/null'],
};

/** An option in place of a value, where the program knows one that does harm. */
export const programPayloads: Payloads = ({ text }) => {
  const [file = ''] = JSON.parse(text) as string[];
  const name = file
    .split(/[\\/]/)
    .pop()!
    .replace(/\.exe$/i, '');
  return mildOptions[name] ?? [];
};
