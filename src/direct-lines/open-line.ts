import { Injectable } from '@nestjs/common';
import { SealOpener } from '../vault/open-seal.js';
import { DirectLine } from './direct-line.js';
import { lineSeal } from './line-seal.js';
import type { SealedLine } from './sealed-line.js';

/**
 * The only place where a hidden number comes out.
 * Dialling and the consent call import it; the import rules refuse it to everything else.
 */
@Injectable()
export class LineOpener {
  constructor(private readonly opener: SealOpener) {}

  /** Rejects with an UnreadableSealError. */
  async openLine({ id, professionalId, ...sealed }: SealedLine): Promise<DirectLine> {
    const name = { what: `The direct line ${id}`, remedy: 'set it again' };
    return new DirectLine(await this.opener.open(sealed, lineSeal(professionalId, id), name));
  }
}
