import { type HclBlock, readHcl } from '../../analysis/infrastructure/hcl.ts';
import { type Collector, required } from '../collector.ts';
import { collector as texts } from './texts.ts';

/** A file of Terraform or OpenTofu. */
export interface TerraformFile {
  readonly path: string;
  readonly text: string;
  /** Set when it cannot be read. */
  readonly problem?: string;
  readonly blocks: readonly HclBlock[];
}

/** What Terraform is to set up. */
export const collector: Collector<readonly TerraformFile[]> = {
  title: 'files of Terraform',
  reads: ['files'],
  holdsSources: true,
  async collect(_, ask) {
    const { files } = await required(ask, texts);
    const value = files
      .filter(({ path }) => /\.(tf|tofu)$/.test(path) && !path.includes('.terraform/'))
      .map(({ path, text }): TerraformFile => {
        try {
          return { path, text, blocks: readHcl(text) };
        } catch (error) {
          return { path, text, problem: (error as Error).message, blocks: [] };
        }
      });
    return { value, origin: '*.tf' };
  },
};
