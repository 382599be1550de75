import {
  type InfrastructureDocument,
  isForTests,
} from '../analysis/infrastructure/manifest-documents.ts';
import {
  type Container,
  placeIn,
  type Workload,
  workloadsIn,
} from '../analysis/infrastructure/workloads.ts';
import type { EvidenceValues } from '../evidence/registry.generated.ts';
import type { Data, DataPath, Edit, Patch } from './patch.ts';
import {
  defineRule,
  failBy,
  type Judgement,
  notApplicable,
  type Rule,
  type RuleFinding,
  unknown,
} from './rule.ts';

/** Fails by what was found; documents that could not be read never pass. */
export function judgeDocuments(
  documents: readonly { readonly path: string; readonly problem?: string }[],
  findings: readonly RuleFinding[],
  fact: string,
): Judgement {
  const broken = documents.find(({ problem }) => problem !== undefined);
  if (findings.length === 0 && broken !== undefined)
    return unknown(`${broken.path}: ${broken.problem}`);
  return failBy(findings, fact);
}

/** What is wrong with a container; `at` finds the line. */
export interface Fault {
  readonly message: string;
  readonly identity: string;
  readonly at?: RegExp;
  readonly severity?: RuleFinding['severity'];
}

/** What is to be written into a container or a pod. */
interface ManifestFix extends Pick<Patch, 'afterwards' | 'isUnsafe'> {
  /** `forbid web to gain rights`: what is done, as an instruction. */
  readonly title: string;
  /** Values by the way to them, from the root of the document. */
  readonly values: readonly { readonly at: DataPath; readonly value: Data }[];
}

type ContainerRule = Omit<Rule, 'needs' | 'mayRead' | 'run' | 'mend'> & {
  faults(container: Container, workload: Workload): readonly Fault[];
  readonly fact: string;
  readonly mend?: {
    readonly title: string;
    readonly needsUnsafe?: true;
    /** How one fault of `faults` is mended; undefined where no edit is certain to be right. */
    offer(given: {
      readonly container: Container;
      readonly workload: Workload;
      readonly fault: Fault;
      readonly manifests: readonly InfrastructureDocument[];
      /** What the packages of the repository depend on; empty where that is not known. */
      readonly packages: EvidenceValues['packages'];
    }): ManifestFix | undefined;
  };
};

/** A rule that each container of each workload of Kubernetes has to hold. */
export function containerRule({ faults, fact, examples, mend, ...about }: ContainerRule): Rule {
  return defineRule<'manifests', 'packages'>({
    ...about,
    needs: ['manifests'],
    run({ manifests }) {
      const documents = manifests.filter(({ kind }) => kind === 'kubernetes');
      const workloads = workloadsIn(documents);
      if (workloads.length === 0 && documents.every(({ problem }) => problem === undefined))
        return notApplicable('there is no workload of Kubernetes');
      const findings = workloads.flatMap((workload) =>
        workload.containers.flatMap((container) =>
          faults(container, workload).map((fault) => findingOf(workload, container, fault)),
        ),
      );
      return judgeDocuments(documents, findings, fact);
    },
    ...(mend && {
      mend: {
        title: mend.title,
        ...(mend.needsUnsafe && { needsUnsafe: mend.needsUnsafe }),
        reads: ['packages'],
        offer(finding, { manifests, packages = [] }) {
          for (const workload of workloadsIn(manifests))
            for (const container of workload.containers)
              for (const fault of faults(container, workload)) {
                if (!isSame(finding, findingOf(workload, container, fault))) continue;
                const fix = mend.offer({ container, workload, fault, manifests, packages });
                return fix && patchOf(workload.document, fix);
              }
          return undefined;
        },
      },
    }),
    examples: [...examples, ...sharedExamples],
  });
}

/** One for the fault; what tests describe counts little. */
export function documentFinding(
  document: InfrastructureDocument,
  { message, identity, at, severity }: Fault,
): RuleFinding {
  return {
    place: placeIn(document, at),
    message,
    identity,
    ...(severity !== undefined && { severity }),
    ...(isForTests(document.path) && { severity: 'low' as const, confidence: 'possible' as const }),
  };
}

function findingOf({ document, name }: Workload, container: Container, fault: Fault): RuleFinding {
  return documentFinding(document, {
    ...fault,
    message: `${name}, container ${container.name}: ${fault.message}`,
    identity: `${name} ${container.name} ${fault.identity}`,
  });
}

function isSame(one: RuleFinding, other: RuleFinding): boolean {
  return (
    one.identity === other.identity &&
    one.place?.file === other.place?.file &&
    one.place?.line === other.place?.line
  );
}

function patchOf(
  { path: file, index }: InfrastructureDocument,
  { title, values, ...more }: ManifestFix,
): Patch {
  const edits = values.map(({ at, value }): Edit =>
    file.endsWith('.json')
      ? { kind: 'json', file, at, value }
      : { kind: 'yaml', file, at, value, document: index },
  );
  return { title: `${title} in ${file}`, edits, ...more };
}

const sharedExamples: Rule['examples'] = [
  {
    title: 'a template of Helm',
    given: {
      'chart/templates/app.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nspec: {{ .Values.spec }}\n',
    },
    expect: 'unknown',
  },
  {
    title: 'broken YAML',
    given: { 'k8s/app.yaml': 'apiVersion: v1\nkind: Pod\nspec: [\n' },
    expect: 'unknown',
  },
  {
    title: 'a patch of Kustomize',
    given: deployment('      containers:\n        - name: app\n'),
    expect: 'not-applicable',
  },
  { title: 'no manifest', given: { 'a.yaml': 'kind: nothing\n' }, expect: 'not-applicable' },
];

/** A deployment whose pod has these lines, indented by six. */
export function deployment(pod: string): Readonly<Record<string, string>> {
  return {
    'k8s/app.yaml': `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n${pod}`,
  };
}

/** A deployment of one container with these lines, indented by ten. */
export function container(
  lines: string,
  image: string = 'shop:1.4',
): Readonly<Record<string, string>> {
  return deployment(`      containers:\n        - name: app\n          image: ${image}\n${lines}`);
}

/** A deployment of two containers whose pod has these lines, indented by six. */
export function podWith(lines: string): Readonly<Record<string, string>> {
  return deployment(
    `${lines}      containers:\n        - name: app\n          image: shop:1\n        - name: side\n          image: side:1\n`,
  );
}
