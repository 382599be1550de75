import { escapeUnsafe, redactText } from '@castellan/core';
import { type CodeFrame, codeFrame } from '../code-frame.ts';
import type { SecretHit } from './hit.ts';

const shownPrefix = 4;
const leastShown = 20;

/** A secret as it may be shown: its first four signs when it is long, then its kind. */
export function maskedSecret({ secret, kind }: SecretHit): string {
  const isBlock = kind === 'private-key';
  const lead =
    secret.length >= leastShown && !isBlock ? escapeUnsafe(secret.slice(0, shownPrefix)) : '';
  return `${lead}[${kind}]`;
}

/** `text` with every hit masked, line ends kept, so that lines stay where they are. */
export function maskedText(text: string, hits: readonly SecretHit[]): string {
  let shown = '';
  let from = 0;
  for (const hit of hits) {
    const lines = text.slice(hit.start, hit.end).replace(/[^\r\n]/g, '');
    shown += text.slice(from, hit.start) + maskedSecret(hit) + lines;
    from = hit.end;
  }
  return shown + text.slice(from);
}

const maxFrameSource = 2000;

/** The lines around `line` of a text that was masked, with everything else that looks secret masked too. */
export function maskedFrame(masked: string, line: number): CodeFrame {
  const frame = codeFrame(masked, line);
  return { ...frame, lines: frame.lines.map((one) => redactText(one.slice(0, maxFrameSource))) };
}
