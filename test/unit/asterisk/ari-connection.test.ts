import { once } from 'node:events';
import { Logger } from '@nestjs/common';
import { AriConnection } from '../../../src/asterisk/ari-connection.js';
import type { AriEvent } from '../../../src/asterisk/ari-messages.js';
import { FakeAri } from './fake-ari.js';

const steering = { isSure: true, sure: async () => {} };
const quiet = new Logger('test');
for (const level of ['log', 'warn', 'error'] as const) quiet[level] = () => {};

describe('the connection to Asterisk', () => {
  let ari: FakeAri;
  let connection: AriConnection;

  beforeEach(async () => {
    ari = await FakeAri.start();
    connection = new AriConnection({ url: ari.url, user: 'u', password: 'p' }, steering, quiet);
  });

  afterEach(async () => {
    connection.disconnect();
    await ari.stop();
  });

  it('asks over the WebSocket, with query values as strings, and resolves with the body', async () => {
    await connection.connect();
    const body = await connection.request({
      method: 'POST',
      uri: 'channels/1/play',
      query: { media: 'sound:a' },
    });
    expect(body).toEqual({ of: 'channels/1/play' });
    expect(ari.requests.at(-1)).toMatchObject({
      method: 'POST',
      query_strings: [{ name: 'media', value: 'sound:a' }],
    });
  });

  it('rejects with the status of a refusal, and keeps query and body out of the message', async () => {
    await connection.connect();
    ari.statuses.set('channels/9', 404);
    const refused = connection.request({
      method: 'DELETE',
      uri: 'channels/9',
      query: { reason_code: 'secret' },
    });
    await expect(refused).rejects.toMatchObject({ status: 404, isGone: true });
    await expect(refused).rejects.not.toThrow(/secret/);
  });

  it('passes on events of a type it has never heard of, and lives', async () => {
    await connection.connect();
    const seen: AriEvent[] = [];
    connection.on('event', (event) => seen.push(event));
    ari.send({ type: 'NeverHeardOf', channel: { id: '1', name: 'x' } });
    await connection.request({ method: 'GET', uri: 'after' });
    expect(seen.map(({ type }) => type)).toEqual(['NeverHeardOf']);
  });

  it('outlives an Asterisk that is there and knows nothing of ARI yet', async () => {
    const connected = once(connection, 'connected');
    ari.isStarting = true;
    await connection.connect();
    expect(connection.isConnected).toBe(false);
    ari.isStarting = false;
    await connected;
  });

  it('connects again when the socket is cut, and fails what was under way', async () => {
    const first = ari.connection();
    await connection.connect();
    ari.isSilent = true;
    const underWay = connection.request({ method: 'GET', uri: 'channels' });
    const again = once(connection, 'connected');
    const failed = expect(underWay).rejects.toMatchObject({ status: 503 });
    (await first).terminate();
    await failed;
    expect(connection.isConnected).toBe(false);
    ari.isSilent = false;
    await again;
    await expect(connection.request({ method: 'GET', uri: 'channels' })).resolves.toBeDefined();
  });

  it('notices a peer that is silent without closing, within 5 s', async () => {
    await connection.connect();
    ari.isSilent = true;
    const began = Date.now();
    await once(connection, 'disconnected');
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  it('goes on trying while nobody is there', async () => {
    const { url } = ari;
    await ari.stop();
    const patient = new AriConnection({ url, user: 'u', password: 'p' }, steering, quiet);
    await patient.connect();
    expect(patient.isConnected).toBe(false);
    await expect(patient.request({ method: 'GET', uri: 'channels' })).rejects.toMatchObject({ status: 503 });
    patient.disconnect();
  });
});
