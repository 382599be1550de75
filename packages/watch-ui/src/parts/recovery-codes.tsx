import type { ReactNode } from 'react';
import { CopyLine } from './copy-line.tsx';

export function RecoveryCodes({ codes }: { codes: readonly string[] }): ReactNode {
  return (
    <>
      <p role="status">The second factor is in force.</p>
      <p className="hint">
        Keep these recovery codes where you find them without your device. Each works once, and they
        are shown only now.
      </p>
      <CopyLine text={codes.join('\n')} label="Recovery codes" />
    </>
  );
}
