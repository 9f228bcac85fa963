import { Phone } from './phone.mjs';

/** A phone that rings. */
export class CalleePhone extends Phone {
  /** What its display shows. @type {{ name: string, number: string }} */
  display = { name: '', number: '' };

  async ring() {
    await this.do('POST', '/ring');
  }

  /** Sends sound before it answers (183). */
  async sendEarlySound() {
    await this.do('POST', '/progress');
  }

  /**
   * Tells the exchange who it is, as carriers do (P-Asserted-Identity in every answer).
   * @param {string} name @param {string} number
   */
  async announce(name, number) {
    await this.do('POST', '/variable', { variable: 'CONNECTEDLINE(all)', value: `"${name}" <${number}>` });
  }

  async answer() {
    await this.do('POST', '/answer');
  }

  /** Refuses the call. @param {keyof typeof REFUSALS} how */
  async refuse(how) {
    await this.do('DELETE', '', { reason_code: REFUSALS[how] });
  }
}

/** Q.850 causes that this Asterisk turns into the SIP statuses of a phone's refusal. */
const REFUSALS = {
  busy: 17, // 486
  declined: 21, // 403
  'not here': 20, // 480
  unreachable: 34, // 503
  unknown: 1, // 404
};
