import type { AmiMessage } from './ami-messages.js';

/** Somebody who knocked at Asterisk's door. Who they said they were is left out: it may be a caller's number. */
export interface SecurityEvent {
  event: string;
  /** IPv4 or IPv6. */
  address: string;
  transport: string;
}

/** Whether it was a failure, or only a question for a password. */
const KINDS: Record<string, 'refused' | 'asked'> = {
  ChallengeSent: 'asked',
  InvalidAccountID: 'refused',
  InvalidPassword: 'refused',
  ChallengeResponseFailed: 'refused',
  RequestBadFormat: 'refused',
  FailedACL: 'refused',
};

const REMOTE = /^IPV[46]\/(?<transport>UDP|TCP|TLS|WS|WSS)\/(?<address>[0-9a-fA-F.:]+)\/\d+$/;

/** Undefined: nothing of the kind, or not by SIP. */
export function securityEvent({
  Event: event = '',
  Service,
  RemoteAddress,
}: AmiMessage): SecurityEvent | undefined {
  const { address, transport } = REMOTE.exec(RemoteAddress ?? '')?.groups ?? {};
  if (!KINDS[event] || Service !== 'PJSIP' || !address || !transport) return undefined;
  return { event, address, transport };
}

export const isRefusal = ({ event }: SecurityEvent): boolean => KINDS[event] === 'refused';

/** Tools read it (docs/hardening.md): its shape stays. */
export const sentence = ({ event, address, transport }: SecurityEvent): string =>
  `security event=${event} address=${address} transport=${transport}`;
