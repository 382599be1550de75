// Programs that start the program named in their arguments: option letters that take the next
// argument as value, and how many arguments stand before the program.
const wrappers: Readonly<Record<string, { readonly valued: string; readonly before: number }>> = {
  sudo: { valued: 'ughpCDRTU', before: 0 },
  doas: { valued: 'uC', before: 0 },
  env: { valued: 'uCS', before: 0 },
  nohup: { valued: '', before: 0 },
  setsid: { valued: '', before: 0 },
  nice: { valued: 'n', before: 0 },
  ionice: { valued: 'cnp', before: 0 },
  stdbuf: { valued: 'ioe', before: 0 },
  time: { valued: 'fo', before: 0 },
  timeout: { valued: 'ks', before: 1 },
  xargs: { valued: 'aEdILnPs', before: 0 },
  command: { valued: '', before: 0 },
  exec: { valued: 'a', before: 0 },
  chroot: { valued: '', before: 1 },
};

/** The name under which a program is known: no folder, no `.exe`, lower case. */
export function programName(file: string): string {
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  return name.toLowerCase().replace(/\.exe$/, '');
}

/** `NAME=value`, as `env` and `sudo` take it. */
export function isAssignment(word: string): boolean {
  return /^[A-Za-z_]\w*=/.test(word);
}

/** True for a program that only starts another one. */
export function isWrapper(file: string): boolean {
  return Object.hasOwn(wrappers, programName(file));
}

/** Index in `[program, ...arguments]` of the program that really runs behind `sudo`, `env` and the like. */
export function effectiveProgram(argv: readonly string[]): number {
  let index = 0;
  for (let depth = 0; depth < 4; depth++) {
    const name = programName(argv[index] ?? '');
    const wrapper = Object.hasOwn(wrappers, name) ? wrappers[name] : undefined;
    if (wrapper === undefined) return index;
    let next = index + 1;
    for (; next < argv.length; next++) {
      const word = argv[next] as string;
      if (word === '--') {
        next++;
        break;
      }
      if (word.startsWith('-') && word.length > 1) {
        if (word.length === 2 && wrapper.valued.includes(word[1] as string)) next++;
      } else if (!isAssignment(word)) break;
    }
    next += wrapper.before;
    if (next >= argv.length) return index;
    index = next;
  }
  return index;
}
