import type { Gathering } from '../gathering.ts';

const MAX_LINES = 256;
const MAX_LENGTH = 65_536;

/** Gathers a text, and each line of it (`body[2]`): apps read lists, logs and tables line by line. */
export function gatherText(text: string, path: string, gathering: Gathering): void {
  gathering.add(path, text);
  if (text.length > MAX_LENGTH || !text.includes('\n')) return;
  const lines = text.split('\n', MAX_LINES + 1);
  if (lines.length > MAX_LINES) return;
  for (const [i, line] of lines.entries()) {
    const content = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (content.length > 0 && content.length + 1 < text.length) {
      gathering.add(`${path}[${i}]`, content);
    }
  }
}
