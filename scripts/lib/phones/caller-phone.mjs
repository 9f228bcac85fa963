import { Phone } from './phone.mjs';

/** A phone that dials. */
export class CallerPhone extends Phone {
  /** Until the exchange signals ringing (180). @param {number} [within] ms */
  rings(within) {
    return this.story.fact('heard it ring', within);
  }

  /** Until the exchange sends sound before it answers (183). @param {number} [within] ms */
  getsEarlySound(within) {
    return this.story.fact('got early sound', within);
  }

  /** What the exchange made its display show after dialling; undefined: it still shows what was dialled. */
  get shown() {
    const { facts } = this.story;
    const dialled = facts.findIndex(({ what }) => what === 'dialled');
    return facts.slice(dialled).findLast(({ what }) => what === 'was shown')?.detail.number;
  }

  /** Until the exchange answers (200). @param {number} [within] ms */
  answered(within) {
    return this.story.fact('talked', within);
  }
}
