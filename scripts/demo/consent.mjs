import { Trouble } from '../lib/project.mjs';
import { hears, isRung, presses } from './calls.mjs';

/** @typedef {import('./calls.mjs').Stage} Stage */

/** As long as the switchboard lets a line ring (ms). */
const RINGS = 60_000;

/** Asks the demo's one professional without consent, and says yes. @param {Stage} stage */
export async function askForConsent(stage) {
  const { phones, switchboard, transcript } = stage;
  const whom = await switchboard.unasked();
  transcript.begin(`Consent: ${whom.name}`);
  if (whom.consentedAt) {
    await switchboard.withdraw(whom.listingId);
    transcript.tell('Operator', `withdraws the consent that ${whom.name} gave before`);
  }
  const rung = phones.anybody.called(RINGS);
  const { id, code } = await switchboard.ask(whom.listingId);
  transcript.tell('Operator', `asks for the consent of ${whom.name}; the one-time code is ${code}`);
  await sayYes(stage, await rung, code);
  const state = await switchboard.consentState(id);
  if (state !== 'given') throw new Trouble(`The consent request is ${state}, and not given.`);
  return `consent given; callers reach ${whom.name} by the extension ${whom.extension}`;
}

/** Takes up the phone that rings now, or next, and says yes on it. @param {string} code */
export const answerWith =
  (code) =>
  /** @param {Stage} stage */
  async (stage) => {
    const { phones, switchboard, transcript } = stage;
    transcript.begin('A line is asked for its consent');
    const phone = await phones.anybody.called(RINGS).catch(() => {
      throw new Trouble(
        'No phone rang for a minute. Ask for a consent, or have the line called again, first.',
      );
    });
    const since = new Date(Date.now() - RINGS);
    await sayYes(stage, phone, code);
    const { outcome } = await switchboard.record(since);
    if (outcome !== 'consent-given') throw new Trouble(`The call is recorded as ${outcome}.`);
    return 'recorded as consent-given';
  };

/** @param {Stage} stage @param {import('../lib/phones/callee-phone.mjs').CalleePhone} phone @param {string} code */
async function sayYes(stage, phone, code) {
  const { switchboard, transcript } = stage;
  const name = await isRung(stage, phone);
  await phone.answer();
  transcript.tell(name, 'answers');
  await hears(stage, phone, name, await switchboard.question());
  await hears(stage, phone, name, await switchboard.said('consent-code'));
  await presses(stage, phone, code, name);
  const [confirm, ...refusals] = await Promise.all(
    ['consent-confirm', 'consent-code-wrong', 'consent-code-spent'].map((said) => switchboard.said(said)),
  );
  if (!confirm) return;
  const next = await phone.hearsOneOf([confirm, ...refusals], 15_000);
  if (next !== confirm) throw new Trouble(`${name} hears ${next.name}`);
  await hears(stage, phone, name, confirm);
  await presses(stage, phone, '1', name);
  await hears(stage, phone, name, await switchboard.said('consent-recorded'));
  await phone.ended();
}
