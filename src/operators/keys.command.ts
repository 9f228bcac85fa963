import { z } from 'zod';
import { withAudit } from '../audit/with-audit.js';
import { checked, CommandError, givenTo } from '../common/command.js';
import type { Progress } from '../common/progress.js';
import type { ApiKey } from './api-key.entity.js';
import { ConsoleKeys } from './console-keys.js';
import { ROLES } from './role.js';

/** It names a file, and stands in the audit log for good. */
const newKey = z.object({
  name: z
    .string('it needs a name')
    .regex(
      /^(?!.*\d{5})[a-z][a-z0-9-]{1,39}$/,
      'must be 2 to 40 small letters, digits and hyphens, e.g. desk-2',
    ),
  role: z.array(z.enum(ROLES, `must be ${ROLES.join(' or ')}`)).min(1, `it needs one: ${ROLES.join(' or ')}`),
});

/** `npm run keys`: scripts/keys.mjs has its help. */
export async function run([command, ...rest]: string[], progress: Progress): Promise<void> {
  if (command === 'create') return create(rest, progress);
  const { words } = givenTo(rest, {});
  if (command === 'list' && words.length === 0)
    return withAudit(async (parts) => {
      for (const key of await new ConsoleKeys(parts).list()) progress.say(line(key));
    });
  const id = z.uuid().safeParse(words[0]).data;
  if (command !== 'revoke' || words.length !== 1) throw unknown();
  if (!id) throw new CommandError('A key is revoked by its id: see npm run keys -- list.');
  return withAudit(async (parts) => {
    const { name } = await new ConsoleKeys(parts).revoke(id);
    progress.say(`${name} opens nothing any more.`);
  });
}

async function create(args: string[], progress: Progress): Promise<void> {
  const { options, flags, words } = givenTo(args, { options: ['name', 'role'], flags: ['print'] });
  if (words.length > 0) throw unknown();
  const { name, role } = checked(newKey, { name: options['name']?.at(-1), role: options['role'] });
  const roles = ROLES.filter((each) => role.includes(each));
  return withAudit(async (parts) => {
    const { id, key, file } = await new ConsoleKeys(parts).create(name, roles);
    progress.say(`${name} (${id}) has the role ${roles.join(' and the role ')}. Its key is in ${file}`);
    if (flags.has('print')) progress.say(key);
  });
}

const unknown = () => new CommandError('It is create, list or revoke ID: see npm run keys -- --help.');

const line = ({ id, name, roles, createdAt, lastUsedAt, revokedAt }: ApiKey): string =>
  [
    id,
    name.padEnd(20),
    roles.join(', ').padEnd(27),
    `made ${day(createdAt)}`,
    lastUsedAt ? `used ${day(lastUsedAt)}` : 'never used',
    ...(revokedAt ? [`revoked ${day(revokedAt)}`] : []),
  ].join('  ');

const day = (at: Date): string => at.toISOString().slice(0, 10);
