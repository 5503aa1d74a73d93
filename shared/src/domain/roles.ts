/** What somebody does in the sales team. Administration is a permission beside it, not a role. */
export const roles = ['rep', 'manager', 'executive'] as const;
export type Role = (typeof roles)[number];

/**
 * What a route may ask for. `signed-in` is anybody with a session, `public` anybody at all; both are written out,
 * because a route that says nothing keeps the app from starting.
 */
export const permissions = [
  'public',
  'signed-in',
  'items.own',
  'items.team',
  'directives.issue',
  'directives.read',
  'escalations.answer',
  'exceptions.ask',
  'exceptions.decide',
  'exceptions.review',
  'follow-ups.answer',
  'follow-ups.log',
  'joint-calls.answer',
  'joint-calls.log',
  'takeovers.read',
  'takeovers.declare',
  'takeovers.confirm',
  'patterns.read',
  'policy.read',
  'policy.set',
  'flags.reply',
  'flags.review',
  'leave.record',
  'record.own',
  'people.manage',
  'paperwork.manage',
  'calendar.manage',
  'imports.manage',
  'audit.read',
  'deliveries.manage',
] as const;
export type Permission = (typeof permissions)[number];

const byRole: Record<Role, readonly Permission[]> = {
  // Leave: everybody their own, others' by who answers for them (`policies/leave.ts`).
  rep: [
    'items.own',
    'exceptions.ask',
    'follow-ups.answer',
    'joint-calls.answer',
    'leave.record',
    'record.own',
  ],
  // A manager is judged like anybody else who owes items upward, so they have both sides.
  manager: [
    'items.own',
    'items.team',
    'directives.issue',
    'directives.read',
    'escalations.answer',
    'exceptions.ask',
    'exceptions.decide',
    'follow-ups.answer',
    'follow-ups.log',
    'joint-calls.answer',
    'joint-calls.log',
    'takeovers.read',
    'takeovers.declare',
    'patterns.read',
    'policy.read',
    'flags.reply',
    'leave.record',
  ],
  executive: [
    'items.team',
    'directives.issue',
    'directives.read',
    'escalations.answer',
    'exceptions.decide',
    'exceptions.review',
    'follow-ups.log',
    'takeovers.read',
    'takeovers.confirm',
    'patterns.read',
    'policy.read',
    'policy.set',
    'flags.reply',
    'flags.review',
    'leave.record',
  ],
};

/** Configuration and the import, but never evidence about people. */
const ofAdmins: readonly Permission[] = [
  'leave.record',
  'people.manage',
  'paperwork.manage',
  'calendar.manage',
  'imports.manage',
  'audit.read',
  'deliveries.manage',
];

/** Whether a person with this role (and perhaps administration) holds a permission. */
export function permits(who: { role: Role; isAdmin: boolean }, permission: Permission): boolean {
  if (permission === 'public' || permission === 'signed-in') return true;
  return byRole[who.role].includes(permission) || (who.isAdmin && ofAdmins.includes(permission));
}
