import path from 'node:path';
import type { CheckReport } from '@castellan/check';
import type { Outputs } from './output-flags.ts';

/** The outputs of one of several reports: `castellan.html` becomes `castellan.site-app.example.com.html`. */
export function outputsFor({ printed, files }: Outputs, { kind, target }: CheckReport): Outputs {
  const place = kind === 'repository' ? '' : `-${target.replace(/^[a-z]+:\/\//, '')}`;
  const name = `${kind}${place}`.replace(/[^a-z0-9.-]+/gi, '-').replace(/^-+|[-.]+$/g, '');
  return {
    printed,
    files: files.map(({ file, format }) => {
      const { dir, name: first, ext } = path.parse(file);
      return { format, file: path.join(dir, `${first}.${name.slice(0, 80)}${ext}`) };
    }),
  };
}
