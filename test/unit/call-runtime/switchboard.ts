import type { Key } from '../../../src/call-flow/event.js';
import { CallRuntime } from '../../../src/call-runtime/call-runtime.js';
import { ARRIVAL, extensionOf, INSURANCE_1, menuEntry } from '../call-flow/cast.js';
import {
  FakeClock,
  FakeConsents,
  FakeExchange,
  FakeProfessionals,
  FakeRecords,
  FakeRouting,
  FakeStates,
} from './stand-ins.js';

export const CALL = 'call';

/** A runtime among stand-ins. */
export function switchboard() {
  const exchange = new FakeExchange();
  const steering = { isSure: true };
  const outside = {
    exchange,
    routing: new FakeRouting(),
    professionals: new FakeProfessionals(),
    consents: new FakeConsents(),
    records: new FakeRecords(),
    states: new FakeStates(exchange.diary),
    clock: new FakeClock(),
    maySteer: () => steering.isSure,
  };
  const complaints: string[] = [];
  const complain = (callId: string, reason: string) => complaints.push(`${callId} ${reason}`);
  const runtime = new CallRuntime({ ...outside, complain });
  /** What was asked of the exchange since the last time. */
  const diary = () => exchange.diary.splice(0);
  const press = (keys: string) =>
    [...keys].forEach((key) => runtime.post(CALL, { type: 'key-pressed', key: key as Key }));
  /** What is being said has been said. */
  const spoken = () => {
    const sayingId = runtime.stateOf(CALL)?.facts.sayings ?? 0;
    runtime.post(CALL, { type: 'prompts-finished', sayingId });
  };
  const hangUp = () => runtime.post(CALL, { type: 'caller-hung-up', cause: 16 });
  return { ...outside, steering, runtime, complaints, diary, press, spoken, hangUp };
}

/** A call that waits for somebody to be found. */
export async function searching() {
  const all = switchboard();
  all.runtime.arrive(CALL, ARRIVAL);
  await all.routing.answerNumber(menuEntry);
  all.press(extensionOf(INSURANCE_1));
  return all;
}
