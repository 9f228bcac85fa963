/** Why a circuit opened. What a probe opened, the next good one closes; what calls opened, only a call closes. */
export type Opened = 'calls' | 'probe' | 'registration';

/** Whether calls are sent to a trunk. Times in ms. */
export type Circuit =
  | { state: 'closed'; since: number; failures: number }
  | { state: 'open'; since: number; by: Opened; reason: string; pause: number; until: number }
  | { state: 'trial'; since: number; by: Opened; reason: string; pause: number; attemptId: string };

/** Failures of the trunk's in a row that open it. */
const MOST_FAILURES = 3;
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 300_000;

export const closed = (at: number): Circuit => ({ state: 'closed', since: at, failures: 0 });

/** Whether the next call may be sent there: any of a closed one, one of an open one whose pause is over. */
export const mayTry = (circuit: Circuit, at: number): boolean =>
  circuit.state === 'closed' || (circuit.state === 'open' && at >= circuit.until);

/** A call is sent there. */
export function tried(circuit: Circuit, attemptId: string, at: number): Circuit {
  if (circuit.state !== 'open' || at < circuit.until) return circuit;
  const { by, reason, pause } = circuit;
  return { state: 'trial', since: at, by, reason, pause, attemptId };
}

/** The carrier did not do its part. */
export function failed(circuit: Circuit, attemptId: string, at: number): Circuit {
  switch (circuit.state) {
    case 'closed': {
      const failures = circuit.failures + 1;
      if (failures < MOST_FAILURES) return { ...circuit, failures };
      return opened('calls', `${failures} calls failed in a row`, FIRST_PAUSE, at);
    }
    case 'trial':
      if (circuit.attemptId !== attemptId) return circuit;
      return opened('calls', 'the trial call failed', Math.min(circuit.pause * 2, LONGEST_PAUSE), at);
    case 'open':
      return circuit;
  }
}

/** The carrier did its part, of a trial or of a call that no other trunk would take. */
export const succeeded = (circuit: Circuit, at: number): Circuit =>
  circuit.state === 'closed' ? { ...circuit, failures: 0 } : closed(at);

/** A trial that ended before anything was known of it: the next call may be one. */
export function untold(circuit: Circuit, attemptId: string, at: number): Circuit {
  if (circuit.state !== 'trial' || circuit.attemptId !== attemptId) return circuit;
  return { ...opened(circuit.by, circuit.reason, circuit.pause, at), until: at };
}

/** While probes fail there is no trial: a caller would wait for what is known already. */
export function probed(circuit: Circuit, by: Opened, ok: boolean, reason: string, at: number): Circuit {
  if (ok) return circuit.state !== 'closed' && circuit.by === by ? closed(at) : circuit;
  if (circuit.state !== 'open') return opened(by, reason, FIRST_PAUSE, at);
  return { ...circuit, by, reason, until: at + circuit.pause };
}

const opened = (by: Opened, reason: string, pause: number, at: number): Circuit & { state: 'open' } => ({
  state: 'open',
  since: at,
  by,
  reason,
  pause,
  until: at + pause,
});
