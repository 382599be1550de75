import { type Collector, required } from '../collector.ts';
import { collector as git, stagedFiles, type StagedFile } from './git.ts';

/** What the next commit would take: texts from the index, not from the work tree. */
export const collector: Collector<readonly StagedFile[]> = {
  title: 'staged files',
  reads: ['git'],
  holdsSources: true,
  async collect(source, ask) {
    await required(ask, git);
    return { value: await stagedFiles(source), origin: 'git diff --cached' };
  },
};
