/** The pass-through number that is called. */
export const NUMBER = '+12025550101';
/** The hidden line behind it: the first that `People` gives. */
export const LINE = '+12025550160';
export const CALLER = '+12025550145';
/** Nobody on the call. */
export const ELSEWHERE = '+12025550188';

/** A number in all headers that name somebody. */
export const identities = (number: string): string[] => [
  `P-Asserted-Identity: "In person" <sip:${number}@192.0.2.1>`,
  `P-Asserted-Identity: <tel:${number}>`,
  `Remote-Party-ID: "In person" <sip:${number}@192.0.2.1>;party=called;screen=yes;privacy=off`,
];

/** Headers that nobody need pass on, and some do. */
export const chatter = (number: string): string[] => [
  `Subject: from ${number}`,
  `Organization: ${number}`,
  `Call-Info: <tel:${number}>;purpose=info`,
  `Alert-Info: <http://192.0.2.1/${number}.wav>`,
  `User-to-User: ${Buffer.from(number).toString('hex')};encoding=hex`,
  `X-Number: ${Buffer.from(number).toString('base64')}`,
  `User-Agent: phone of ${number}`,
];

export const history = (number: string): string[] => [
  `Diversion: "In person" <sip:${number}@192.0.2.1>;reason=unconditional;counter=1`,
  `History-Info: <sip:${number}@192.0.2.1?Reason=SIP%3Bcause%3D302>;index=1`,
];

export const reason = (number: string): string[] => [
  `Reason: Q.850;cause=16;text="call ${number}"`,
  `Warning: 399 192.0.2.1 "call ${number}"`,
];

export const text = (number: string) => ({ type: 'text/plain', text: `Call me at ${number}.` });
