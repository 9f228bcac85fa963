import { sealedLines } from '../direct-lines/line-seal.js';
import type { SealedTable } from './sealed-table.js';

/** Everything in the database that the vault sealed. */
export const sealedTables: SealedTable[] = [sealedLines];
