import { type SourceFile, targetOf, type TreeRule } from '../tree.ts';

/** No file imports itself through others, types included. Depth-first search. */
export const noCycles: TreeRule = {
  id: 'no-cycles',
  check: ({ sources }) => {
    const files = new Map(sources.map((file) => [file.path, file]));
    const done = new Set<string>();
    const trail: string[] = [];
    const cycles: string[][] = [];
    const visit = (file: SourceFile): void => {
      if (done.has(file.path)) return;
      if (trail.includes(file.path)) {
        cycles.push([...trail.slice(trail.indexOf(file.path)), file.path]);
        return;
      }
      trail.push(file.path);
      for (const one of file.imports) {
        const target = files.get(targetOf(file, one) ?? '');
        if (target) visit(target);
      }
      trail.pop();
      done.add(file.path);
    };
    for (const file of sources) visit(file);
    return cycles.map((cycle) => ({
      path: cycle[0] ?? '',
      line: 1,
      problem: `imports go round in a circle: ${cycle.join(' → ')}`,
    }));
  },
};
