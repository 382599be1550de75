/** Roles from most to least; each may do everything that those after it may. */
export const roles = ['owner', 'admin', 'responder', 'viewer'] as const;
export type Role = (typeof roles)[number];

/** Everything that can be done, with the least role that may. The one place where rights are decided. */
export const acts = {
  read: 'viewer',
  'resolve incident': 'responder',
  'run drill': 'responder',
  'share views': 'responder',
  'manage shared views': 'admin',
  work: 'responder',
  decide: 'responder',
  'decide about critical address': 'admin',
  'manage apps': 'admin',
  'manage ingest tokens': 'admin',
  'manage channels': 'admin',
  'manage forwarding': 'admin',
  'manage monitors': 'admin',
  'acknowledge monitor': 'responder',
  'approve exception': 'admin',
  'change work settings': 'admin',
  'export evidence': 'admin',
  'dismiss advisory': 'responder',
  'manage vendors': 'responder',
  'manage playbooks': 'admin',
  'manage people': 'owner',
  'save views': 'viewer',
  'manage own account': 'viewer',
  'read audit log': 'admin',
} as const;
export type Act = keyof typeof acts;

export function mayDo(role: Role, act: Act): boolean {
  return isAtLeast(role, acts[act]);
}

export function isAtLeast(role: Role, least: Role): boolean {
  return roles.indexOf(role) <= roles.indexOf(least);
}

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}
