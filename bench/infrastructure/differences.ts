/** Where we say otherwise than trivy-checks, and why. A rule and check that are not here must agree. */
const reasons: readonly (readonly [rule: string, example: RegExp, reason: string])[] = [
  ['docker/pinned-base', /good/, 'ours asks for a digest: a version can be moved'],
  ['docker/user', /bad/, 'without CMD or ENTRYPOINT it is a base: who builds on it sets the user'],
  ['k8s/account-token', /good 1/, 'the default mounts the token; theirs speaks of paths alone'],
  [
    'k8s/rbac',
    /any_verb#/,
    'all verbs on one kind, workloads mostly: what deploys needs it; ours speaks of everything and of secrets',
  ],
  [
    'k8s/rbac',
    /any_any_role_no_resource_no_verbs/,
    'some verbs on everything: theirs has another check for it',
  ],
  ['k8s/rbac', /system_role_binding/, '`admin` of one namespace is no admin of the cluster'],
  [
    'k8s/rbac',
    /manage_secrets#/,
    'one secret at a time, by its name: operators need it; ours speaks of reading all',
  ],
  ['iam/open-network', /no_public_ingress terraform bad/, 'it names no port, which Azure refuses'],
  [
    'iam/public-storage',
    /s3\/.* cloudformation bad/,
    'nothing is written: since April 2023 AWS closes new buckets by itself',
  ],
  [
    'iam/public-storage',
    /s3\/.* terraform good/,
    'the other three settings are left out, of which theirs have a check each',
  ],
  ['iam/public-storage', /specify_public_access_block/, 'the same: a new bucket is closed'],
  [
    'iam/static-keys',
    /no_root_access_keys/,
    'theirs is about the key of root, ours about any key that lasts',
  ],
  ['iam/wildcard', /cloudformation bad/, 'its policy is empty by a slip of indentation'],
  [
    'iam/wildcard',
    /no_policy_wildcards terraform bad/,
    'it names a principal: no policy of an identity',
  ],
  [
    'iam/wildcard',
    /limit_role_actions terraform good/,
    'all rights on one subscription are all rights too',
  ],
  ['secrets/tree', /cloudformation bad/, '`password1234` is a made-up password'],
  ['secrets/tree', /terraform bad/, 'keys that the documentation of AWS uses as examples'],
];

/** Undefined where nobody wrote it down. */
export function reasonFor(rule: string, example: string): string | undefined {
  return reasons.find(([of, pattern]) => of === rule && pattern.test(example))?.[2];
}
