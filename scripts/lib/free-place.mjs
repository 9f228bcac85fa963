import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { isAlive } from './home-lock.mjs';
import { placeFrom, readSettings } from './place.mjs';
import { freePort } from './ports.mjs';
import { inProject } from './project.mjs';
import { makeSecrets } from './secrets.mjs';

const homes = inProject('.throughline-test');

/**
 * A place for a test: its own home, free ports, its own secrets, the root file system everybody shares.
 * @param {Record<string, string>} settings what shall differ, by its name in .env.example
 * @returns {Promise<import('./place.mjs').Place>}
 */
export async function freePlace(settings = {}) {
  const shared = placeFrom();
  removeOrphans();
  const home = path.join(homes, `${process.pid}-${Math.random().toString(36).slice(2, 8)}`);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  makeSecrets(home);
  /** @type {Record<string, string>} */
  const ports = {};
  const names = [
    'HTTP_PORT',
    'SIP_PORT',
    'TLS_PORT',
    'ARI_PORT',
    'AMI_PORT',
    'POSTGRES_PORT',
    'REDIS_PORT',
    'DEMO_SIP_PORT',
    'DEMO_ARI_PORT',
  ];
  for (const name of names) ports[name] = String(await freePort());
  return placeFrom({
    ...readSettings(),
    THROUGHLINE_HOME: home,
    THROUGHLINE_ROOTFS: shared.rootfs,
    LISTEN_ADDRESS: '127.0.0.1',
    SIP_ADDRESS: '127.0.0.1',
    DEFAULT_COUNTRY: 'US',
    ...ports,
    ...voices(),
    ...settings,
  });
}

/**
 * Room for 100 calls on each side. RTP tries the next port by itself when one of these is taken. Two test files may
 * run at once: neither shall see the other's packets.
 */
function voices() {
  const worker = Number(process.env.JEST_WORKER_ID ?? 1) % 2;
  const first = 12000 + 4000 * worker + 2 * Math.floor(Math.random() * 1550);
  return {
    RTP_PORT_MIN: String(first),
    RTP_PORT_MAX: String(first + 399),
    DEMO_RTP_PORT_MIN: String(first + 400),
    DEMO_RTP_PORT_MAX: String(first + 799),
  };
}

/** @param {import('./place.mjs').Place} place made by freePlace, with all its parts stopped */
export function removePlace(place) {
  if (!place.home.startsWith(homes + path.sep)) throw new Error(`${place.home} is no test's home`);
  rmSync(place.home, { recursive: true, force: true });
}

/** A test that was killed left its home behind; the process in its name is gone. */
function removeOrphans() {
  for (const home of existsSync(homes) ? readdirSync(homes) : []) {
    if (!isAlive(parseInt(home))) rmSync(path.join(homes, home), { recursive: true, force: true });
  }
}
