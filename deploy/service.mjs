// The service in a container: told of its place as `npm start` would tell it, with the voices on the same machine.
import { placeFrom } from '../scripts/lib/place.mjs';
import { serviceEnvironment } from '../scripts/lib/service-environment.mjs';

Object.assign(process.env, serviceEnvironment(placeFrom()), { SPEECH_RUNNER: '[]' });
await import(/** @type {string} */ ('../dist/main.js'));
