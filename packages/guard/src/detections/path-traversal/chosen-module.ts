import type { Inputs, Occurrence } from '../../context/inputs.ts';

/**
 * Finds the input that chose more of a module's path than one name below a static directory.
 * URL paths, route parameters and headers do not count: frameworks map them to their page modules.
 */
export function findChosenModule(text: string, inputs: Inputs): Occurrence | undefined {
  const whole = inputs.equalTo(text);
  if (whole !== undefined && /^(?:[a-z][a-z+.-]+:|\.{1,2}[\\/])/i.test(text)) return whole;
  const packages = text.lastIndexOf('node_modules');
  for (const occurrence of inputs.occurrencesIn(text)) {
    const { start, end, input } = occurrence;
    if (
      start === 0 ||
      (packages !== -1 && start > packages) ||
      !/^(?:query|body|cookie|form)\b/.test(input.path)
    )
      continue;
    const names = text
      .slice(start, end)
      .split(/[\\/]/)
      .filter((name) => name !== '' && name !== '.');
    if (names.length > 1) return occurrence;
  }
  return undefined;
}
