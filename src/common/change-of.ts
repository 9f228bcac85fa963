import { z } from 'zod';

type Change<S extends z.ZodRawShape> = {
  [K in keyof S]: z.ZodOptional<S[K] extends z.ZodDefault<infer Inner> ? Inner : S[K]>;
};

/**
 * The body of a PATCH: any of the fields that create it. Defaults are taken off first;
 * with them, whatever a change leaves out would be set back to its default.
 */
export function changeOf<S extends z.ZodRawShape>(
  whole: z.ZodObject<S>,
): z.ZodObject<Change<S>, z.core.$strict> {
  const shape = Object.entries(whole.shape).map(([name, field]) => {
    const bare = field instanceof z.ZodDefault ? field.unwrap() : field;
    return [name, z.optional(bare)];
  });
  return z.strictObject(Object.fromEntries(shape) as Change<S>);
}
