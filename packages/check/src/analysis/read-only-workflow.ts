import { workflowParts } from './workflow.ts';

/** Actions that do their work without writing to the repository, by name without version. */
const reading = new Set([
  'actions/cache',
  'actions/cache/restore',
  'actions/cache/save',
  'actions/checkout',
  'actions/download-artifact',
  'actions/setup-go',
  'actions/setup-java',
  'actions/setup-node',
  'actions/setup-python',
  'actions/upload-artifact',
  'browser-actions/setup-chrome',
  'codecov/codecov-action',
  'coverallsapp/github-action',
  'denoland/setup-deno',
  'docker/setup-buildx-action',
  'docker/setup-qemu-action',
  'oven-sh/setup-bun',
  'pnpm/action-setup',
]);
const usesToken =
  /GITHUB_TOKEN|github\.token|GH_TOKEN|\bgh\s+\w|\bgit\s+push\b|secrets:\s*inherit|--provenance\b|semantic-release|changeset/;

/** True where each step is known to read at most: stating `contents: read` takes nothing from it. */
export function onlyReads({
  text,
  data,
}: {
  readonly text: string;
  readonly data: unknown;
}): boolean {
  if (usesToken.test(text)) return false;
  const { jobs } = workflowParts(data);
  return jobs.every(
    ({ uses, steps }) =>
      uses === undefined &&
      steps.every((step) => step.uses === undefined || reading.has(step.uses.replace(/@.*$/, ''))),
  );
}
