import type { EntityManager } from 'typeorm';
import { Problem } from '../common/problem.js';

const ASSIGNED = `
  SELECT (SELECT count(*) FROM switchboard_numbers WHERE trunk_id = $1)
    + (SELECT count(*) FROM pass_through_numbers WHERE trunk_id = $1)
    + (SELECT count(*) FROM session_numbers WHERE trunk_id = $1) AS numbers`;

/** Throws the answer that numbers are the trunk's: without it nobody would know whose calls they take. */
export async function requireUnassigned(manager: EntityManager, trunkId: string): Promise<void> {
  const [row] = await manager.query<{ numbers: string }[]>(ASSIGNED, [trunkId]);
  const numbers = Number(row?.numbers);
  if (numbers > 0)
    throw new Problem(
      'in-use',
      `${numbers} published ${numbers === 1 ? 'number is' : 'numbers are'} assigned to it; assign ` +
        `${numbers === 1 ? 'it' : 'them'} to another trunk first`,
    );
}
