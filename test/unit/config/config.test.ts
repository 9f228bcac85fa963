import { Config } from '../../../src/config/config.js';

const env = {
  DATABASE_URL: 'postgres://throughline:secret@127.0.0.1:5442/throughline',
  REDIS_URL: 'redis://:secret@127.0.0.1:6390',
  ARI_URL: 'http://127.0.0.1:8088',
  ARI_USER: 'throughline',
  ARI_PASSWORD: 'secret',
  AMI_PASSWORD: 'secret',
  KEYS_DIR: 'keys',
  PROMPTS_DIR: '/prompts',
};

const refusal = (more: NodeJS.ProcessEnv): string => {
  try {
    new Config({ ...env, ...more });
    return 'it was taken';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('The environment', () => {
  it('is read with its defaults', () => {
    expect(new Config(env)).toMatchObject({
      http: { address: '127.0.0.1', port: 3000 },
      sip: { address: '127.0.0.1', port: 5060 },
      prompts: { directory: '/prompts', runner: [] },
      defaultCountry: 'US',
      organisation: 'Throughline',
      demo: { on: false, sipPort: 5070 },
      maxCalls: 500,
      maxLateness: 500,
      logLevel: 'info',
      keysDir: expect.stringMatching(/^\/.*keys$/),
    });
  });

  it('is read as it is given; empty means the default', () => {
    const config = new Config({
      ...env,
      SPEECH_RUNNER: '["chroot","/x"]',
      DEFAULT_COUNTRY: 'DE',
      ORGANISATION: 'A clinic group',
      DEMO: 'on',
      HTTP_PORT: '8080',
      LOG_LEVEL: '',
    });
    expect(config).toMatchObject({
      prompts: { runner: ['chroot', '/x'] },
      defaultCountry: 'DE',
      organisation: 'A clinic group',
      demo: { on: true },
      http: { port: 8080 },
      logLevel: 'info',
    });
  });

  it('that lacks something is refused with all that it lacks', () => {
    const message = refusal({ DATABASE_URL: '', ARI_PASSWORD: undefined, HTTP_PORT: '70000' });
    for (const name of ['DATABASE_URL', 'ARI_PASSWORD', 'HTTP_PORT'])
      expect(message).toContain(`\n  ${name}: `);
  });

  it.each([
    { SPEECH_RUNNER: 'chroot' },
    { ORGANISATION: 'x'.repeat(61) },
    { SPEECH_RUNNER: '[1]' },
    { DEFAULT_COUNTRY: 'us' },
    { DEFAULT_COUNTRY: 'XX' },
    { DEMO: 'maybe' },
    { REDIS_URL: 'http://127.0.0.1' },
    { LISTEN_ADDRESS: 'everywhere' },
    { LOG_LEVEL: 'loud' },
  ])('that makes no sense is refused: %j', (wrong) => {
    expect(refusal(wrong)).toContain(`\n  ${Object.keys(wrong)[0]}`);
  });

  it('is not repeated in a refusal: some of it is secret', () => {
    expect(refusal({ DATABASE_URL: 'mysql://throughline:secret@127.0.0.1' })).not.toContain('secret');
  });
});
