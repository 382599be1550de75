/** Of a hidden lockfile of npm (`node_modules/.package-lock.json`): the packages that are for development alone. */
export function developmentPackages(text: string): string[] {
  try {
    const data = JSON.parse(text) as {
      packages?: Record<string, { dev?: unknown; link?: unknown } | null>;
    };
    return Object.entries(data.packages ?? {})
      .filter(([, one]) => one?.dev === true && one.link !== true)
      .map(([path]) => path.replace(/^.*node_modules\//, ''));
  } catch {
    return [];
  }
}
