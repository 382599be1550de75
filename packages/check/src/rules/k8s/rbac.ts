import { nameOf, resourcesIn } from '../../analysis/infrastructure/workloads.ts';
import { mapOf } from '../../analysis/workflow.ts';
import { documentFinding, type Fault, judgeDocuments } from '../manifest-rule.ts';
import { defineRule, notApplicable, type Rule } from '../rule.ts';

const kinds = new Set(['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding']);
type Fields = Readonly<Record<string, unknown>>;

/** No role of Kubernetes allows everything. */
export const rule: Rule = defineRule({
  id: 'k8s/rbac',
  practice: 'I4',
  severity: 'high',
  confidence: 'certain',
  cwe: 732,
  controls: ['asvs5:13.2.2', 'pci-dss4:7.2.2'],
  title: 'Roles of Kubernetes allow what is needed, and nobody is made admin of the cluster',
  why: 'The token of one pod with such a role is the cluster: all its secrets, all its workloads.',
  fix: 'Name apiGroups, resources and verbs that are used; bind a Role within its namespace, not cluster-admin.',
  needs: ['manifests'],
  run({ manifests }) {
    const documents = manifests.filter(({ kind }) => kind === 'kubernetes');
    const roles = resourcesIn(documents).filter(({ data }) => kinds.has(String(data['kind'])));
    if (roles.length === 0 && documents.every(({ problem }) => problem === undefined))
      return notApplicable('there is no role of Kubernetes');
    const findings = roles.flatMap(({ document, data }) =>
      faultsOf(data).map((fault) => documentFinding(document, fault)),
    );
    return judgeDocuments(documents, findings, `${roles.length} roles and bindings, none of all`);
  },
  examples: [
    {
      title: 'what is needed',
      given: role("apiGroups: ['']\n    resources: [configmaps]\n    verbs: [get]"),
      expect: 'pass',
    },
    {
      title: 'everything',
      given: role("apiGroups: ['*']\n    resources: ['*']\n    verbs: ['*']"),
      expect: 'fail',
    },
    {
      title: 'all secrets',
      given: role("apiGroups: ['']\n    resources: [secrets]\n    verbs: ['*']"),
      expect: 'fail',
    },
    {
      title: 'secrets are watched, which tells all of them',
      given: role("apiGroups: ['']\n    resources: [secrets]\n    verbs: [watch]"),
      expect: 'fail',
    },
    {
      title: 'everything is read, secrets too',
      given: role("apiGroups: ['*']\n    resources: ['*']\n    verbs: [get, list]"),
      expect: 'fail',
    },
    {
      title: 'everything is made and changed',
      given: role("apiGroups: ['*']\n    resources: ['*']\n    verbs: [create, patch]"),
      expect: 'fail',
    },
    {
      title: 'one secret by its name',
      given: role(
        "apiGroups: ['']\n    resources: [secrets]\n    resourceNames: [shop]\n    verbs: [get]",
      ),
      expect: 'pass',
    },
    {
      title: 'all of what an operator defined itself',
      given: role("apiGroups: [shop.example]\n    resources: ['*']\n    verbs: ['*']"),
      expect: 'pass',
    },
    {
      title: 'admin of the cluster',
      given: {
        'rbac.yaml':
          'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n  name: ci\nroleRef:\n  kind: ClusterRole\n  name: cluster-admin\n',
      },
      expect: 'fail',
      at: ['rbac.yaml:7'],
    },
    {
      title: 'broken YAML',
      given: { 'r.yaml': 'apiVersion: v1\nkind: Role\nrules: [' },
      expect: 'unknown',
    },
    { title: 'no role', given: { 'a.txt': '' }, expect: 'not-applicable' },
  ],
});

/** Verbs by which whoever has them on everything makes pods that may all. */
const changes = ['create', 'update', 'patch', 'delete', 'deletecollection', 'impersonate'];

function faultsOf(data: Fields): Fault[] {
  const name = nameOf(data);
  if (mapOf(data['roleRef'])['name'] === 'cluster-admin')
    return [
      {
        message: `${name} makes admins of the cluster`,
        identity: name,
        at: /name:\s*["']?cluster-admin/m,
      },
    ];
  const rules: unknown[] = Array.isArray(data['rules']) ? data['rules'] : [];
  return rules.map(mapOf).flatMap(({ apiGroups, resources, verbs }): Fault[] => {
    const [groups, what, how] = [apiGroups, resources, verbs].map(
      (one) => new Set(Array.isArray(one) ? one.map(String) : []),
    ) as [Set<string>, Set<string>, Set<string>];
    // Secrets and pods are of the group without a name; what an operator defined itself is its own.
    if (!groups.has('*') && !groups.has('')) return [];
    const all = what.has('*');
    if (all && how.has('*'))
      return [{ message: `${name} allows everything`, identity: `${name} *` }];
    if (all && changes.some((verb) => how.has(verb)))
      return [
        {
          message: `${name} may ${changes.filter((verb) => how.has(verb)).join(', ')} everything`,
          identity: `${name} changes`,
          severity: 'medium',
        },
      ];
    // Of one secret whose name it knows an operator asks by get.
    const isSecrets =
      (all && how.has('get')) ||
      ((all || what.has('secrets')) && ['*', 'list', 'watch'].some((verb) => how.has(verb)));
    return isSecrets
      ? [
          {
            message: `${name} reads all secrets`,
            identity: `${name} secrets`,
            at: all ? /resources/m : /secrets/m,
            severity: 'medium',
          },
        ]
      : [];
  });
}

function role(lines: string): Readonly<Record<string, string>> {
  return {
    'rbac.yaml': `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata:\n  name: ci\nrules:\n  - ${lines}\n`,
  };
}
