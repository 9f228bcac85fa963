import { APP } from './ari-connection.js';
import type { AriRequest } from './ari-messages.js';
import { dialString, type Dialled } from './hand-over.js';

/** What a channel enters our app with when the line that we called has answered. */
export const LINE_ANSWERED = 'line-answered';

/** The runtime gives up sooner; this is for when there is none (s). */
const RING_SECONDS = 90;
/** A consent call takes a minute or two. One that nobody steers any more is over by then (s). */
const LONGEST = 600;

export const consentChannel = (callId: string): string => `consent-${callId}`;

/**
 * Has Asterisk call an opaque address on a trunk. The channel enters the app when it is answered; until then what
 * becomes of it is told by ChannelDestroyed, because an originated channel is the app's from its beginning.
 */
export const consentCall = (channel: string, dialled: Dialled): AriRequest => ({
  method: 'POST',
  uri: `channels/${channel}`,
  query: {
    endpoint: dialString(dialled),
    app: APP,
    appArgs: LINE_ANSWERED,
    callerId: `"${dialled.presented}" <${dialled.presented}>`,
    timeout: String(RING_SECONDS),
  },
  // A redirection (302) would go on in our own dialplan, as a call to whatever it names: there is no such context.
  body: { variables: { 'TIMEOUT(absolute)': String(LONGEST), FORWARD_CONTEXT: 'nowhere' } },
});
