import { Registrar } from './support/registrar.js';
import { useSwitchboard } from './support/switchboard.js';

const PASSWORD = 'a-password-of-no-carrier';

describe('a carrier that wants to be registered at', () => {
  const board = useSwitchboard();
  let registrar: Registrar;
  let id: string;

  beforeAll(async () => {
    registrar = await new Registrar(board.place, '127.0.0.23', PASSWORD).start();
    const settings = { host: registrar.address, port: registrar.port, priority: 300, probeSeconds: 1 };
    id = (await board.api.post('trunks', { name: 'registered', ...settings })).id;
  }, 30_000);

  afterAll(() => registrar?.stop());

  /** Reads the trunk until it is so. */
  async function becomes(look: (health: any) => boolean): Promise<any> {
    const deadline = Date.now() + 15_000;
    for (;;) {
      const { health } = await board.api.get(`trunks/${id}`);
      if (look(health)) return health;
      if (Date.now() > deadline) throw new Error(`The trunk's health is ${JSON.stringify(health)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  it('is told where we are, with the right password', async () => {
    await board.api.put(`trunks/${id}/credentials/ours`, { username: 'switchboard', password: PASSWORD });
    await board.api.patch(`trunks/${id}`, { registers: true });
    await becomes(({ registration }) => registration?.ok);
    expect(registrar.contact).toMatch(/^sip:registered@.*;line=/);
  });

  it('counts as down while it answers OPTIONS with 503, and is up again after', async () => {
    await becomes(({ probe }) => probe?.ok);
    registrar.health = 503;
    expect(await becomes(({ probe }) => probe?.ok === false)).toMatchObject({ state: 'open' });
    registrar.health = 200;
    expect(await becomes(({ probe }) => probe?.ok)).toMatchObject({ state: 'closed' });
  });

  it('refuses a wrong password, and the trunk says so', async () => {
    const settings = { host: registrar.address, port: registrar.port, priority: 300, probeSeconds: 1 };
    id = (await board.api.post('trunks', { name: 'wrong', ...settings })).id;
    await board.api.put(`trunks/${id}/credentials/ours`, { username: 'switchboard', password: 'wrong' });
    await board.api.patch(`trunks/${id}`, { registers: true });
    const { registration } = await becomes(({ registration }) => registration?.ok === false);
    expect(registration.reason).toContain('check username and password');
  });

  it('leaves no password in what Asterisk and the service keep', () => {
    expect(board.holds(PASSWORD)).toEqual([]);
  });
});
