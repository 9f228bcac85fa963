import type { AriConnection } from './ari-connection.js';
import { AriError } from './ari-messages.js';

/**
 * An Asterisk that has just started knows no trunk. Until it knows them it answers 503 to whoever it does not know
 * (pjsip.conf, `anonymous`), and not as it answers strangers: a carrier then tries again, or elsewhere. What makes it
 * do so is a module that it loads when it starts.
 */
const MODULE = 'asterisk/modules/res_pjsip_endpoint_identifier_anonymous.so';

/** Has Asterisk take calls: who is a stranger now, stays one. Repeating it does nothing. */
export async function openArrivals(connection: AriConnection): Promise<void> {
  try {
    await connection.request({ method: 'DELETE', uri: MODULE });
  } catch (error) {
    if (!(error instanceof AriError && error.isGone)) throw error;
  }
}
