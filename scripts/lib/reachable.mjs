/** @typedef {import('./place.mjs').Place} Place */

/** What listens everywhere is reached on loopback. @param {string} address */
const reachable = (address) => (address === '0.0.0.0' ? '127.0.0.1' : address);

/** The service's HTTP. @param {Place} place */
export const httpUrl = ({ listenAddress, httpPort }) => `http://${reachable(listenAddress)}:${httpPort}`;

/** The switchboard's SIP, host and port. @param {Place} place */
export const sipServer = ({ sipAddress, sipPort }) => `${reachable(sipAddress)}:${sipPort}`;
