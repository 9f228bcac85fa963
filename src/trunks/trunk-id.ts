import { z } from 'zod';

/** Of a published number. */
export const trunkId = z
  .uuid()
  .nullable()
  .describe('The trunk that brings its calls: one that comes by another is refused. Null: any trunk.');
