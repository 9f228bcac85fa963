import { z } from 'zod';

/** A caller's token, in a query. Whoever gives a number is told what is wanted, not that there is nothing. */
export const pseudonym = z
  .string()
  .regex(
    /^(?=[\w-]*[A-Za-z])[\w-]{1,100}$/,
    'is no pseudonym: give the `caller` of a call record; by a telephone number nobody is found',
  );
