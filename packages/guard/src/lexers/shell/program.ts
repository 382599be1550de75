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
  busybox: { valued: '', before: 0 },
  caffeinate: { valued: 'tw', before: 0 },
  catchsegv: { valued: '', before: 0 },
  chrt: { valued: 'TPD', before: 1 },
  cpulimit: { valued: 'lpeP', before: 0 },
  'dumb-init': { valued: 'r', before: 0 },
  faketime: { valued: 'f', before: 1 },
  firejail: { valued: '', before: 0 },
  flock: { valued: 'wE', before: 1 },
  gosu: { valued: '', before: 1 },
  nsenter: { valued: 'tSG', before: 0 },
  prlimit: { valued: 'p', before: 0 },
  setpriv: { valued: '', before: 0 },
  strace: { valued: 'opsaeEuPIXb', before: 0 },
  'su-exec': { valued: '', before: 1 },
  'systemd-run': { valued: 'upHMt', before: 0 },
  taskset: { valued: '', before: 1 },
  tini: { valued: 'pe', before: 0 },
  unbuffer: { valued: '', before: 0 },
  unshare: { valued: 'SGRw', before: 0 },
  'xvfb-run': { valued: 'npsefw', before: 0 },
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
    if (name === 'kubectl' || name === 'oc') return behindDashes(argv, index);
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
    // `flock FILE -c COMMAND` starts a shell instead.
    if (next >= argv.length || /^-./.test(argv[next] as string)) return index;
    index = next;
  }
  return index;
}

/** `kubectl exec POD -- PROGRAM`. */
function behindDashes(argv: readonly string[], index: number): number {
  const dashes = argv.indexOf('--', index);
  return dashes > 0 && dashes + 1 < argv.length && argv[index + 1] === 'exec' ? dashes + 1 : index;
}
