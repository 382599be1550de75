import { ignoredBy } from '../../analysis/ignore-file.ts';
import type { TerraformFile } from '../../evidence/collectors/terraform.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

/** What Terraform writes beside its files. */
const lines = ['.terraform/', '*.tfstate', '*.tfstate.*'];

/** The state of Terraform cannot be committed by accident. */
export const rule: Rule = defineRule({
  id: 'config/terraform-ignored',
  practice: 'I8',
  severity: 'low',
  confidence: 'certain',
  cwe: 538,
  controls: ['asvs5:13.3.1'],
  title: '.gitignore keeps the state of Terraform out of commits',
  why: 'One `terraform apply` with a local state, and `git add .` takes every password that Terraform made or was given along.',
  fix: 'Add these lines to .gitignore: `.terraform/`, `*.tfstate`, `*.tfstate.*`.',
  needs: ['terraform', 'settings', 'repoFiles'],
  run({ terraform, settings, repoFiles }) {
    if (terraform.length === 0) return notApplicable('there is no Terraform');
    const folders = foldersWithState(terraform);
    if (folders.length === 0) return notApplicable('the state is kept elsewhere');
    // One that is tracked is for config/terraform-state.
    if (repoFiles.files.some(({ path, isTracked }) => isTracked && /\.tfstate(\.|$)/.test(path)))
      return notApplicable('a state is tracked already');
    const isIgnored = ignoredBy(
      new Map(
        settings
          .filter(({ path }) => /(^|\/)\.gitignore$/.test(path))
          .map(({ path, text }) => [folderOf(path), text]),
      ),
    );
    const open = folders.find((folder) =>
      ['terraform.tfstate', 'terraform.tfstate.backup'].some(
        (name) => !isIgnored(folder === '' ? name : `${folder}/${name}`),
      ),
    );
    if (open === undefined) return failBy([], 'the state is ignored');
    const name = open === '' ? 'terraform.tfstate' : `${open}/terraform.tfstate`;
    const message = `${name} would be committed by git add`;
    return failBy([{ place: { file: '.gitignore' }, message, identity: 'tfstate' }], '');
  },
  mend: {
    title: 'Add `.terraform/`, `*.tfstate` and `*.tfstate.*` to .gitignore',
    offer: () => ({
      title: 'Keep the state of Terraform out of commits',
      edits: [{ kind: 'lines', file: '.gitignore', lines }],
    }),
  },
  examples: [
    {
      title: 'ignored',
      given: { 'main.tf': '', '.gitignore': '*.tfstate*\n.terraform\n' },
      expect: 'pass',
    },
    {
      title: 'ignored by the folder of Terraform',
      given: { 'infra/main.tf': '', 'infra/.gitignore': 'terraform.tfstate\n*.backup\n' },
      expect: 'pass',
    },
    {
      title: 'not ignored, beside other lines',
      given: { 'infra/main.tf': '', '.gitignore': 'node_modules\n.terraform/' },
      expect: 'fail',
      at: ['.gitignore'],
      fixed: { '.gitignore': 'node_modules\n.terraform/\n*.tfstate\n*.tfstate.*\n' },
    },
    {
      title: 'the state alone, not its copy',
      given: { 'main.tf': '', '.gitignore': '*.tfstate\n' },
      expect: 'fail',
      fixed: { '.gitignore': '*.tfstate\n.terraform/\n*.tfstate.*\n' },
    },
    {
      title: 'no ignore file',
      given: { 'main.tf': '' },
      expect: 'fail',
      fixed: { '.gitignore': '.terraform/\n*.tfstate\n*.tfstate.*\n' },
    },
    {
      title: 'tracked',
      given: { 'main.tf': '', 'terraform.tfstate': '{}' },
      expect: 'not-applicable',
    },
    {
      title: 'kept elsewhere, and a module that others apply',
      given: {
        'main.tf': 'terraform {\n  backend "s3" { encrypt = true }\n}\n',
        'dev/main.tf': 'terraform {\n  cloud { organization = "a" }\n}\n',
        'modules/net/main.tf': 'variable "a" {}\n',
      },
      expect: 'not-applicable',
    },
    {
      title: 'kept here, as written out',
      given: { 'main.tf': 'terraform {\n  backend "local" {}\n}\n' },
      expect: 'fail',
    },
    { title: 'no Terraform', given: { 'a.txt': '' }, expect: 'not-applicable' },
  ],
});

/** Folders in which Terraform is run and keeps its state: modules are applied by others. */
function foldersWithState(files: readonly TerraformFile[]): string[] {
  const folders = new Set(files.map(({ path }) => folderOf(path)));
  const isKeptElsewhere = (folder: string): boolean =>
    files
      .filter(({ path }) => folderOf(path) === folder)
      .flatMap(({ blocks }) => blocks.filter(({ type }) => type === 'terraform'))
      .flatMap(({ blocks }) => blocks)
      .some(
        ({ type, labels }) => type === 'cloud' || (type === 'backend' && labels[0] !== 'local'),
      );
  return [...folders].filter(
    (folder) => !/(^|\/)modules(\/|$)/.test(folder) && !isKeptElsewhere(folder),
  );
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
