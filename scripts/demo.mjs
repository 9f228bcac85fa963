// `npm run demo`: three real SIP calls through the switchboard, told as they happen.
import { callBusyLine, callByCategory, callByExtension } from './demo/calls.mjs';
import { Switchboard } from './demo/switchboard.mjs';
import { Transcript } from './demo/transcript.mjs';
import { Api } from './lib/api.mjs';
import { ariOf } from './lib/asterisk-config.mjs';
import { Phones } from './lib/phones/phones.mjs';
import { placeFrom } from './lib/place.mjs';
import { complain, Trouble } from './lib/project.mjs';
import { useService } from './lib/use-service.mjs';

const HELP = `npm run demo: places real SIP calls through the switchboard and tells each as it happens.

  1  a caller chooses a category and talks to the next available professional
  2  a caller dials an extension
  3  a caller dials the extension of somebody whose line is busy

All phones are played by this program, through the demo carrier: it dials, listens (and recognises what is said),
presses keys, answers, talks. It uses the Throughline that runs here, or starts one for itself and stops it again.
Ends with exit code 0 only if every call went as it should.

Options (after --):
  --help   this text
`;

const words = process.argv.slice(2);
if (words.includes('--help')) console.log(HELP);
else if (words.length) complain(new Trouble(`Unknown option ${words[0]}: see npm run demo -- --help.`));
else await main().catch(complain);

async function main() {
  const place = placeFrom();
  if (!place.demo) throw new Trouble('The demo needs its carrier: set DEMO=on in .env, then start again.');
  const service = await useService(place);
  try {
    await placeCalls(place);
  } finally {
    await service.leave();
  }
}

/** @param {import('./lib/place.mjs').Place} place */
async function placeCalls(place) {
  const { port, password } = ariOf(place, 'demo-carrier');
  const phones = await Phones.connect({
    ariPort: port,
    ariPassword: password,
  });
  const transcript = new Transcript();
  try {
    const switchboard = await Switchboard.read(new Api(place), `${place.home}/prompts`);
    for (const call of [callByCategory, callByExtension, callBusyLine]) {
      await transcript.call(() => call({ phones, switchboard, transcript }));
      await phones.reset();
    }
  } finally {
    await phones.close();
  }
  transcript.end();
}
