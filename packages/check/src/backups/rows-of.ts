/** Tables with their rows, of lines `name⇥rows`. Names are the team's own and may hold anything but those. */
export function rowsOf(lines: string): Record<string, number> {
  const pairs = lines
    .split('\n')
    .filter((line) => line.includes('\t'))
    .map((line): [string, number] => {
      const at = line.lastIndexOf('\t');
      return [line.slice(0, at), Number(line.slice(at + 1))];
    });
  return Object.fromEntries(pairs);
}
