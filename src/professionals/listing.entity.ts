import { Column, Entity } from 'typeorm';
import { Row } from '../database/row.js';

/** A professional's published entry in one category. */
@Entity('listings')
export class Listing extends Row {
  @Column('uuid')
  professionalId!: string;

  @Column('uuid')
  categoryId!: string;

  @Column('boolean')
  published!: boolean;
}
