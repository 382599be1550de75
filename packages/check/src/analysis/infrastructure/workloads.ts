import { lineOf } from '../code-frame.ts';
import { mapOf } from '../workflow.ts';
import type { InfrastructureDocument } from './manifest-documents.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A container of a workload of Kubernetes, what its pod says filled in where it says nothing. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly isFirst: boolean;
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
  return resourcesIn(documents).flatMap(({ document, data }) => {
    const pod = podOf(data);
    const containers = pod === undefined ? [] : containersOf(pod);
    if (pod === undefined || containers.length === 0) return [];
    return [{ document, name: nameOf(data), pod, containers }];
  });
}

/** The resources of the manifests, those in lists too. */
export function resourcesIn(
  documents: readonly InfrastructureDocument[],
): { document: InfrastructureDocument; data: Fields }[] {
  return documents
    .filter(({ kind }) => kind === 'kubernetes')
    .flatMap((document) => {
      const data = mapOf(document.data);
      const items =
        data['kind'] === 'List' && Array.isArray(data['items']) ? data['items'] : [data];
      return items.map((item: unknown) => ({ document, data: mapOf(item) }));
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

function podOf(data: Fields): Fields | undefined {
  const { kind, spec } = data as { kind?: unknown; spec?: unknown };
  if (typeof kind !== 'string') return undefined;
  if (kind === 'Pod') return mapOf(spec);
  if (withTemplate.has(kind)) return mapOf(mapOf(mapOf(spec)['template'])['spec']);
  if (kind !== 'CronJob') return undefined;
  const job = mapOf(mapOf(mapOf(spec)['jobTemplate'])['spec']);
  return mapOf(mapOf(job['template'])['spec']);
}

function containersOf(pod: Fields): Container[] {
  const of = (key: string, isFirst: boolean): Container[] =>
    (Array.isArray(pod[key]) ? pod[key] : []).flatMap((given: unknown) => {
      const fields = mapOf(given);
      const { name, image } = fields;
      if (typeof image !== 'string') return [];
      const security = { ...mapOf(pod['securityContext']), ...mapOf(fields['securityContext']) };
      return [{ name: String(name), image, isFirst, security, fields }];
    });
  return [...of('initContainers', true), ...of('containers', false)];
}
