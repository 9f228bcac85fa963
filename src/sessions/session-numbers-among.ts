import { In, type EntityManager } from 'typeorm';
import { SessionNumber } from './session-number.entity.js';

/** Those of the dialled numbers that are for sessions. */
export async function sessionNumbersAmong(
  manager: EntityManager,
  calls: { dialled: string | null }[],
): Promise<Set<string>> {
  const dialled = calls.flatMap((call) => call.dialled ?? []);
  const numbers = await manager.find(SessionNumber, {
    select: { number: true },
    where: { number: In(dialled) },
  });
  return new Set(numbers.map(({ number }) => number));
}
