type Watch = typeof import('@castellan/watch');

const leastNode = [24, 7] as const;

/**
 * Loads the console, which is a package of its own: an app that is guarded in production has no use
 * for it. Says what to do when it is not there or this Node.js is too old for it.
 */
export async function loadWatch(): Promise<Watch> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < leastNode[0] || (major === leastNode[0] && minor < leastNode[1])) {
    throw new Error(
      `watch needs Node.js ${leastNode.join('.')} or newer, and this is ${process.versions.node}`,
    );
  }
  try {
    return await import('@castellan/watch');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new Error(
      'the console is not installed here; start it by\n  npx -p castellan -p @castellan/watch castellan watch',
      { cause },
    );
  }
}
