import { lineOf } from '../code-frame.ts';
import { mapOf } from '../workflow.ts';
import type { InfrastructureDocument } from './manifest-documents.ts';

/** Keys from the root of a document to one of its values. */
type DataPath = readonly (string | number)[];

type Fields = Readonly<Record<string, unknown>>;

/** A container of a workload of Kubernetes, what its pod says filled in where it says nothing. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly isFirst: boolean;
  /** Where it stands in its document. */
  readonly at: DataPath;
  /** Of the container over that of the pod. */
  readonly security: Fields;
  readonly fields: Fields;
}

/** What starts pods. */
export interface Workload {
  readonly document: InfrastructureDocument;
  /** `Deployment shop`. */
  readonly name: string;
  readonly pod: Fields;
  /** Where the pod stands in its document. */
  readonly at: DataPath;
  readonly containers: readonly Container[];
}

const withTemplate = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
]);

/** The workloads of the manifests. Patches of Kustomize, whose containers name no image, are none. */
export function workloadsIn(documents: readonly InfrastructureDocument[]): Workload[] {
  return resourcesIn(documents).flatMap(({ document, data, at: from }) => {
    const path = podPath(data);
    if (path === undefined) return [];
    const at = [...from, ...path];
    const pod = path.reduce((fields, key) => mapOf(fields[key]), data);
    const containers = containersOf(pod, at);
    return containers.length === 0 ? [] : [{ document, name: nameOf(data), pod, at, containers }];
  });
}

/** The resources of the manifests, those in lists too. */
export function resourcesIn(
  documents: readonly InfrastructureDocument[],
): { document: InfrastructureDocument; data: Fields; at: DataPath }[] {
  return documents
    .filter(({ kind }) => kind === 'kubernetes')
    .flatMap((document) => {
      const data = mapOf(document.data);
      if (data['kind'] !== 'List' || !Array.isArray(data['items']))
        return [{ document, data, at: [] }];
      return data['items'].map((item: unknown, index) => ({
        document,
        data: mapOf(item),
        at: ['items', index],
      }));
    });
}

/** `Secret db`. */
export function nameOf(data: Fields): string {
  const name = mapOf(data['metadata'])['name'];
  return `${String(data['kind'])} ${typeof name === 'string' ? name : ''}`.trim();
}

/** The line of the document on which something stands; its first line where it does not. */
export function placeIn(
  { path, line, text }: InfrastructureDocument,
  pattern?: RegExp,
): { readonly file: string; readonly line: number } {
  const within = pattern === undefined ? undefined : lineOf(text, pattern);
  return { file: path, line: line + (within ?? 1) - 1 };
}

function podPath({ kind }: Fields): readonly string[] | undefined {
  if (typeof kind !== 'string') return undefined;
  if (kind === 'Pod') return ['spec'];
  const template = ['spec', 'template', 'spec'];
  if (withTemplate.has(kind)) return template;
  return kind === 'CronJob' ? ['spec', 'jobTemplate', ...template] : undefined;
}

function containersOf(pod: Fields, from: DataPath): Container[] {
  const of = (key: string, isFirst: boolean): Container[] =>
    (Array.isArray(pod[key]) ? pod[key] : []).flatMap((given: unknown, index) => {
      const fields = mapOf(given);
      const { name, image } = fields;
      if (typeof image !== 'string') return [];
      const security = { ...mapOf(pod['securityContext']), ...mapOf(fields['securityContext']) };
      const at = [...from, key, index];
      return [{ name: String(name), image, isFirst, at, security, fields }];
    });
  return [...of('initContainers', true), ...of('containers', false)];
}

/** Capabilities that a security context adds, without their prefix. */
export function capabilitiesOf(security: Fields): string[] {
  const { add } = mapOf(security['capabilities']);
  return Array.isArray(add) ? add.map((one) => String(one).replace(/^CAP_/, '')) : [];
}
