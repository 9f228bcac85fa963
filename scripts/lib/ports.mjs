import { createSocket } from 'node:dgram';
import { connect, createServer } from 'node:net';
import { Trouble } from './project.mjs';

/** @param {number} port @param {string} host @returns {Promise<string | undefined>} why it cannot be had */
const tcpTrouble = (port, host) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });

/** @param {number} port @param {string} host @returns {Promise<string | undefined>} */
const udpTrouble = (port, host) =>
  new Promise((resolve) => {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    socket.once('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code));
    socket.bind({ port, address: host, exclusive: true }, () => socket.close(() => resolve(undefined)));
  });

const reasons = /** @type {Record<string, string>} */ ({
  EADDRINUSE: 'is in use by another program. Stop that, or choose another',
  EACCES: 'may not be used by an ordinary user. Choose one above 1023 for',
  EADDRNOTAVAIL: 'cannot be had: this machine has no such address. Correct the address or',
});

/**
 * All ports a place takes, checked before anything is started.
 * @param {import('./place.mjs').Place} place
 */
export async function checkPorts(place) {
  const { listenAddress, sipAddress } = place;
  await check('HTTP_PORT', place.httpPort, listenAddress, tcpTrouble);
  await check('SIP_PORT', place.sipPort, sipAddress, udpTrouble);
  await check('SIP_PORT', place.sipPort, sipAddress, tcpTrouble);
  await check('TLS_PORT', place.tlsPort, sipAddress, tcpTrouble);
  await check('ARI_PORT', place.ariPort, '127.0.0.1', tcpTrouble);
  await check('AMI_PORT', place.amiPort, '127.0.0.1', tcpTrouble);
  await check('POSTGRES_PORT', place.postgresPort, '127.0.0.1', tcpTrouble);
  await check('REDIS_PORT', place.redisPort, '127.0.0.1', tcpTrouble);
  if (!place.demo) return;
  await check('DEMO_SIP_PORT', place.demoSipPort, '127.0.0.1', udpTrouble);
  await check('DEMO_ARI_PORT', place.demoAriPort, '127.0.0.1', tcpTrouble);
}

/** @param {string} setting @param {number} port @param {string} host @param {typeof tcpTrouble} trouble */
async function check(setting, port, host, trouble) {
  const code = await trouble(port, host);
  if (code)
    throw new Trouble(
      `Port ${port} on ${host} ${reasons[code] ?? `is refused (${code}). Choose another`} ${setting} in .env.`,
    );
}

/** @returns {Promise<number>} a port free for both TCP and UDP at this moment */
export async function freePort() {
  // Below the range the kernel hands out by itself, so that nobody is given it between now and its use.
  const port = 20000 + Math.floor(Math.random() * 12000);
  const taken = (await tcpTrouble(port, '127.0.0.1')) ?? (await udpTrouble(port, '127.0.0.1'));
  return taken ? freePort() : port;
}

/**
 * Sends a line, tells whether the answer begins as expected.
 * @param {number} port @param {string | Buffer} question @param {string} answer @returns {Promise<boolean>}
 */
export const answers = (port, question, answer) =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 1000 });
    /** @param {boolean} yes */
    const end = (yes) => (socket.destroy(), resolve(yes));
    for (const event of ['error', 'timeout', 'close']) socket.once(event, () => end(false));
    socket.once('connect', () => socket.write(question));
    socket.once('data', (data) => end(data.toString('latin1').startsWith(answer)));
  });

/** @param {string} url @param {Record<string, string>} headers @returns {Promise<boolean>} */
export const answersHttp = (url, headers = {}) =>
  fetch(url, { headers, signal: AbortSignal.timeout(1000) }).then(
    (response) => response.ok,
    () => false,
  );
