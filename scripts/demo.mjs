// `npm run demo`: real SIP calls through the switchboard, told as they happen.
import { callBusyLine, callByCategory, callByExtension } from './demo/calls.mjs';
import { answerWith, askForConsent } from './demo/consent.mjs';
import { Switchboard } from './demo/switchboard.mjs';
import { Transcript } from './demo/transcript.mjs';
import { ariOf } from './lib/asterisk-config.mjs';
import { Phones } from './lib/phones/phones.mjs';
import { placeFrom } from './lib/place.mjs';
import { complain, Trouble } from './lib/project.mjs';
import { requireService, useService } from './lib/use-service.mjs';

const HELP = `npm run demo: places real SIP calls through the switchboard and tells each as it happens.

  1  a caller chooses a category and talks to the next available professional
  2  a caller dials an extension
  3  a caller dials the extension of somebody whose line is busy

npm run demo -- consent: the demo's one professional who has not been asked yet is, hears the question, enters the
one-time code, and says yes. Again, it is withdrawn and asked anew; a line may be asked five times a day.

npm run demo -- answer CODE: takes up the phone that you have had called for its consent, enters the code, and says
yes. The lines +1 202 555 0165 to 0169 ring until somebody does; give them to whom you like.

All phones are played by this program, through the demo carrier: it dials, listens (and recognises what is said),
presses keys, answers, talks. It uses the Throughline that runs here, or starts one for itself and stops it again; answer
needs one that runs.
Ends with exit code 0 only if every call went as it should.

Options (after --):
  --help   this text
`;

const words = process.argv.slice(2);
const calls = callsOf(words);
if (words.includes('--help')) console.log(HELP);
else if (calls) await main(calls).catch(complain);
else complain(new Trouble(`There is no such demo: see npm run demo -- --help.`));

/** @typedef {(stage: import('./demo/calls.mjs').Stage) => Promise<string>} Call */

/** @param {string[]} words @returns {Call[] | undefined} */
function callsOf([command, code = '', ...more]) {
  if (!command) return [callByCategory, callByExtension, callBusyLine];
  if (command === 'consent' && !code) return [askForConsent];
  if (command === 'answer' && /^\d{6}$/.test(code) && !more.length) return [answerWith(code)];
  return undefined;
}

/** @param {Call[]} calls */
async function main(calls) {
  const place = placeFrom();
  if (!place.demo) throw new Trouble('The demo needs its carrier: set DEMO=on in .env, then start again.');
  if (words[0] === 'answer') await requireService(place);
  const service = await useService(place);
  try {
    await placeCalls(place, calls);
  } finally {
    await service.leave();
  }
}

/** @param {import('./lib/place.mjs').Place} place @param {Call[]} calls */
async function placeCalls(place, calls) {
  const { port, password } = ariOf(place, 'demo-carrier');
  const phones = await Phones.connect({
    ariPort: port,
    ariPassword: password,
  });
  const transcript = new Transcript();
  try {
    const switchboard = await Switchboard.read(place);
    for (const call of calls) {
      await transcript.call(() => call({ phones, switchboard, transcript }));
      await phones.reset();
    }
  } finally {
    await phones.close();
  }
  transcript.end();
}
