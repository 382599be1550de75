// Loaded into every file of tests: what is left open when its tests are over ends it, as a failure. Node's
// own --test-force-exit ends a file before its report is through: whole files were lost by it, unseen.
const patienceMs = 20_000;

/** Programs that a test forks are given the same flags. */
const isFileOfTests = /\.test\.m?[jt]s$/.test(process.argv[1] ?? '');

if (isFileOfTests) {
  const { after } = await import('node:test');
  // By itself the timer keeps nothing alive: it comes only where something else does.
  after(() => {
    setTimeout(() => {
      const open = [...new Set(process.getActiveResourcesInfo())].join(', ');
      process.stderr.write(`the tests are over, and something is still open: ${open}\n`);
      process.exit(1);
    }, patienceMs).unref();
  });
}
