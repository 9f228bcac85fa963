import { api, create, service, useService } from './resources.js';

useService();

describe('Trunks', () => {
  it('are created with defaults, read, listed, changed and removed, and the exchange is told', async () => {
    const { id, ...created } = await create('trunks', {
      name: 'Carrier',
      host: 'sip.example.com',
      match: ['192.0.2.1', '192.0.2.0/28', '192.0.2.7:5062'],
    });
    expect(created).toMatchObject({
      port: 5060,
      transport: 'udp',
      priority: 100,
      enabled: true,
      codecs: ['ulaw', 'alaw'],
    });
    expect(await api('PATCH', `trunks/${id}`, { enabled: false })).toMatchObject({
      body: { enabled: false, host: 'sip.example.com' },
    });
    expect((await api('GET', 'trunks')).body.items).toMatchObject([{ id }]);
    expect(await api('GET', `trunks/${id}`)).toMatchObject({ status: 200 });
    expect(await api('POST', 'trunks', { name: 'Carrier', host: '192.0.2.9' })).toMatchObject({
      status: 409,
    });
    expect(await api('DELETE', `trunks/${id}`)).toMatchObject({ status: 204 });
    expect(service.exchange.told).toEqual([id, id, id]);
  });
});
