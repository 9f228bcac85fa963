import { serviceEnvironment } from '../../scripts/lib/service-environment.mjs';
import { vaultCommand } from '../integration/vault/vault-command.js';
import { talk } from './support/conversation.js';
import type { Person } from './support/people.js';
import { useSwitchboard } from './support/switchboard.js';

const NUMBER = '+12025550103';

describe('while the vault’s keys are changed', () => {
  const board = useSwitchboard();
  let doctor: Person;

  beforeAll(async () => {
    const { people } = board;
    doctor = await people.professional('Doctor 1', await people.category('Doctor', '医生'), {
      acceptance: false,
    });
    await people.dedicated(doctor, NUMBER, { ringSeconds: 5 });
    // As many calls as there is time for: a quick machine makes more than a professional is called in an hour.
    await board.api.put('calling-policy', { mostPerProfessionalHour: 10_000 });
  }, 30_000);

  async function reachesTheDoctor(): Promise<void> {
    const caller = await board.phones.call(NUMBER, { from: '+12025550120' });
    const phone = await doctor.line.called();
    await phone.answer();
    await caller.answered();
    await talk(caller, phone);
    await caller.hangUp();
    await phone.ended();
  }

  it.each([
    ['the sealing key', ['rotate']],
    ['the master key', ['rotate', '--master']],
    ['the sealing key, under the new master key', ['rotate']],
  ])('every call reaches its line: %s', async (_what, words) => {
    const env = { ...serviceEnvironment(board.place), DATABASE_URL: board.databaseUrl };
    let isDone = false;
    const { ended } = vaultCommand(env, ...words);
    const change = ended.finally(() => (isDone = true));
    do await reachesTheDoctor();
    while (!isDone);
    expect((await change).code).toBe(0);
    await reachesTheDoctor();
  });
});
