import { PrivateNumber } from '../common/private-number.js';

/** A caller's number in clear: only between the exchange's event and `Callers`, and where it is dialled back. */
export class CallerNumber extends PrivateNumber {
  protected get mask() {
    return '[caller]' as const;
  }
}
