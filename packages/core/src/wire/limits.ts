/** Version of the wire format. A change that readers of today would misread raises it. */
export const wireVersion = 1;

/**
 * The most that a message may hold, in UTF-16 code units or list entries. Senders cut to these;
 * readers refuse what is longer.
 */
export const wireLimits = {
  /** Names of apps, functions, routes and the like. */
  name: 256,
  /** Paths, advice, reasons and user agents. */
  text: 1024,
  /** Excerpts of inputs and of calls. */
  excerpt: 4096,
  list: 64,
  coverage: 512,
  packages: 2_000,
  routes: 1_000,
  outbound: 500,
  exceptions: 500,
} as const;
