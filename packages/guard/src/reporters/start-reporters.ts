import type { Finding } from '@castellan/core';
import type { Configuration } from '../config/configuration.ts';
import { nodePath as path, originalFs } from '../hooks/originals.ts';

/** Starts what the configuration asks for and gives the one function that the verdict stage needs. */
export function startReporters(configuration: Configuration): { report: (finding: Finding) => void } {
  const file = configuration.findingsFile;
  return {
    report(finding) {
      if (file === false) return;
      originalFs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
      originalFs.appendFileSync(file, `${JSON.stringify(finding)}\n`, { mode: 0o600 });
    },
  };
}
