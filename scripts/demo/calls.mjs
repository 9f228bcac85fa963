import { Trouble } from '../lib/project.mjs';
import { pretty } from './transcript.mjs';

/**
 * @typedef {import('../lib/phones/callee-phone.mjs').CalleePhone} CalleePhone
 * @typedef {import('../lib/phones/caller-phone.mjs').CallerPhone} CallerPhone
 * @typedef {import('../lib/phones/phone.mjs').Phone} Phone
 * @typedef {import('./switchboard.mjs').Prompt} Prompt
 * @typedef {{
 *   phones: import('../lib/phones/phones.mjs').Phones,
 *   switchboard: import('./switchboard.mjs').Switchboard,
 *   transcript: import('./transcript.mjs').Transcript,
 * }} Stage
 */

const CALLER = 'Caller';
const CALLER_NUMBER = '+12025550120';
/** Voices of the two, in Hz. */
const VOICES = { caller: 700, professional: 1200 };

/** @param {Stage} stage */
export async function callByCategory(stage) {
  const { switchboard, transcript } = stage;
  const choice = switchboard.choice(0);
  transcript.begin(`By category: ${choice.name}`);
  const { caller, since } = await dial(stage);
  await hears(stage, caller, CALLER, await switchboard.greeting());
  await hears(stage, caller, CALLER, await switchboard.choiceWords(choice));
  await presses(stage, caller, choice.key);
  await hears(stage, caller, CALLER, await switchboard.invitation(choice.name));
  const rung = stage.phones.anybody.called();
  await presses(stage, caller, '0');
  return converse(stage, caller, await rung, choice.name, since);
}

/** @param {Stage} stage */
export async function callByExtension(stage) {
  const { switchboard, transcript } = stage;
  const choice = switchboard.choice(1);
  const [whom] = switchboard.reachable(choice.id);
  if (!whom) throw new Trouble(`Nobody of ${choice.name} has an extension.`);
  transcript.begin(`By extension: ${whom.name}`);
  const { caller, since } = await dial(stage);
  await hears(stage, caller, CALLER, await switchboard.greeting());
  const rung = stage.phones.anybody.called();
  await presses(stage, caller, whom.extension);
  return converse(stage, caller, await rung, choice.name, since);
}

/** @param {Stage} stage */
export async function callBusyLine(stage) {
  const { switchboard, transcript } = stage;
  const whom = switchboard.reachable(switchboard.choice(2).id).at(-1);
  if (!whom) throw new Trouble('Nobody of the third choice has an extension.');
  transcript.begin(`A busy line: ${whom.name}`);
  const { caller, since } = await dial(stage);
  await hears(stage, caller, CALLER, await switchboard.greeting());
  stage.phones.anybody.rings = false;
  const rung = stage.phones.anybody.called();
  await presses(stage, caller, whom.extension);
  const phone = await rung;
  const name = await isRung(stage, phone);
  await phone.refuse('busy');
  transcript.tell(name, 'is busy');
  await hears(stage, caller, CALLER, await switchboard.said('line-busy'));
  await hears(stage, caller, CALLER, await switchboard.said('offer-next'));
  await caller.hangUp();
  transcript.tell(CALLER, 'hangs up');
  return ending(stage, caller, since, 'busy');
}

/** @param {Stage} stage */
async function dial({ phones, switchboard, transcript }) {
  const since = new Date(Date.now() - 1000);
  const number = switchboard.number ?? '';
  transcript.tell(CALLER, `dials ${pretty(number)} from ${pretty(CALLER_NUMBER)}`);
  const caller = await phones.call(number, { from: CALLER_NUMBER, name: 'Demo caller' });
  await caller.answered();
  transcript.tell('Switchboard', 'answers');
  return { caller, since };
}

/** @param {Stage} stage @param {Phone} phone @param {string} who @param {Prompt} prompt */
export async function hears({ transcript }, phone, who, prompt) {
  await phone.hears(prompt, 15_000);
  transcript.tell(who, `hears “${prompt.words}”`);
}

/** @param {Stage} stage @param {Phone} phone @param {string} keys */
export async function presses({ transcript }, phone, keys, who = CALLER) {
  await phone.press(keys);
  transcript.tell(who, `presses ${[...keys].join(' ')}`);
}

/**
 * From the first ring to the last word.
 * @param {Stage} stage @param {CallerPhone} caller @param {CalleePhone} phone @param {string} category @param {Date} since
 */
async function converse(stage, caller, phone, category, since) {
  const { switchboard, transcript } = stage;
  const name = await isRung(stage, phone);
  await caller.hearsRinging();
  transcript.tell(CALLER, 'hears ringing');
  await phone.answer();
  transcript.tell(name, 'answers');
  await hears(stage, phone, name, await switchboard.whisper(category));
  await presses(stage, phone, '1', name);
  await talk(stage, caller, phone, name);
  await phone.hangUp();
  transcript.tell(name, 'hangs up');
  return ending(stage, caller, since, 'connected');
}

/** @param {Stage} stage @param {CalleePhone} phone */
export async function isRung({ switchboard, transcript }, { display }) {
  const name = await switchboard.rung();
  transcript.tell('Switchboard', `rings ${name} at [direct line]`);
  transcript.tell(name, `sees ${pretty(display.number)} on the display`);
  if (display.number !== switchboard.number)
    throw new Trouble('The display shows another number than the one dialled.');
  return name;
}

/** @param {Stage} stage @param {CallerPhone} caller @param {CalleePhone} phone @param {string} name */
async function talk({ transcript }, caller, phone, name) {
  caller.say(VOICES.caller);
  phone.say(VOICES.professional);
  await Promise.all([caller.hearsTone(VOICES.professional), phone.hearsTone(VOICES.caller)]);
  transcript.tell(CALLER, `hears the voice of ${name} (a tone of ${VOICES.professional} Hz)`);
  transcript.tell(name, `hears the voice of the caller (a tone of ${VOICES.caller} Hz)`);
}

/** @param {Stage} stage @param {CallerPhone} caller @param {Date} since @param {string} expected outcome */
async function ending({ switchboard, transcript }, caller, since, expected) {
  await caller.ended();
  const shown = caller.shown ?? switchboard.number ?? '';
  transcript.tell(CALLER, `saw ${pretty(shown)} on the display, from beginning to end`);
  if (shown !== switchboard.number)
    throw new Trouble("The caller's display showed another number than the one dialled.");
  const { outcome, startedAt, endedAt } = await switchboard.record(since);
  if (outcome !== expected) throw new Trouble(`The call is recorded as ${outcome}, and not as ${expected}.`);
  const seconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
  return `recorded as ${outcome}, ${seconds.toFixed(1)} s`;
}
