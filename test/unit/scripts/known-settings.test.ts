import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireKnown } from '../../../scripts/lib/known-settings.mjs';
import { readSettings } from '../../../scripts/lib/place.mjs';

const KNOWN = Object.keys(readSettings({}));

/** Read with `text` as the file .env. */
function settingsOf(text: string, environment = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-env-'));
  writeFileSync(join(folder, '.env'), text);
  try {
    return readSettings(environment, join(folder, '.env'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the file .env', () => {
  it('sets what .env.example names', () => {
    expect(settingsOf('HTTP_PORT=3001\n# HTTP_PROT=3002\n')).toMatchObject({ HTTP_PORT: '3001' });
  });

  it('is refused with a name that is misspelt, and the right one is said', () => {
    expect(() => settingsOf('HTTP_PROT=3001')).toThrow(
      '.env sets what is no setting: HTTP_PROT (did you mean HTTP_PORT?). All that .env can set is in .env.example',
    );
  });

  it.each([
    ['SIP_PORTS', 'SIP_PORT'],
    ['throughline_home', 'THROUGHLINE_HOME'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['WRONG_EXTENSION_CALLER_DAY', 'WRONG_EXTENSIONS_CALLER_DAY'],
  ])('%s is nearest to %s', (name, meant) => {
    expect(() => requireKnown([name], KNOWN)).toThrow(`${name} (did you mean ${meant}?)`);
  });

  it('is refused with what no setting is like, by its name alone', () => {
    expect(() => settingsOf('VAULT_KEY=secret')).toThrow('no setting: VAULT_KEY. All');
    expect(() => settingsOf('VAULT_KEY=secret')).not.toThrow(/secret/);
  });

  it('alone has to be known: an environment holds much that is not ours', () => {
    expect(settingsOf('', { HTTP_PROT: '3001' })).toMatchObject({ HTTP_PORT: '3000' });
  });
});
