import { databases } from './options/databases.ts';
import { documents } from './options/documents.ts';
import { files } from './options/files.ts';
import type { ProgramOptions } from './options/program-options.ts';
import { runtimes } from './options/runtimes.ts';
import { transfer } from './options/transfer.ts';
import { versionControl } from './options/version-control.ts';

const programs: ReadonlyMap<string, ProgramOptions> = new Map(
  [versionControl, transfer, files, documents, runtimes, databases].flatMap((table) =>
    Object.entries(table),
  ),
);

// Other names under which the same options work.
const aliases: ReadonlyMap<string, string> = new Map(
  Object.entries({
    autossh: 'ssh',
    bsdtar: 'tar',
    chromium: 'chrome',
    'chromium-browser': 'chrome',
    composite: 'convert',
    egrep: 'grep',
    electron: 'chrome',
    ffplay: 'ffmpeg',
    ffprobe: 'ffmpeg',
    fgrep: 'grep',
    gm: 'convert',
    'google-chrome': 'chrome',
    gpg2: 'gpg',
    gsed: 'sed',
    gtar: 'tar',
    identify: 'convert',
    latex: 'pdflatex',
    libreoffice: 'soffice',
    lualatex: 'pdflatex',
    magick: 'convert',
    mariadb: 'mysql',
    mawk: 'awk',
    mogrify: 'convert',
    montage: 'convert',
    mysqldump: 'mysql',
    ncat: 'nc',
    netcat: 'nc',
    nodejs: 'node',
    nvim: 'vim',
    pg_dumpall: 'pg_dump',
    pg_restore: 'pg_dump',
    'php-cgi': 'php',
    pip3: 'pip',
    python2: 'python',
    python3: 'python',
    vi: 'vim',
    view: 'vim',
    wkhtmltoimage: 'wkhtmltopdf',
    xelatex: 'pdflatex',
  }),
);

/** The table's entry for a program by its bare name (`git`, `python3`), if it has one. */
export function optionsOf(name: string): ProgramOptions | undefined {
  return programs.get(aliases.get(name) ?? name);
}
