import { PrivateNumber } from '../common/private-number.js';

/** A professional's hidden number in clear: `reveal()` is for the INVITE to the carrier. */
export class DirectLine extends PrivateNumber {
  protected get mask() {
    return '[direct line]' as const;
  }
}
