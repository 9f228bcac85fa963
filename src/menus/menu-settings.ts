import { z } from 'zod';
import { CATALOGUE } from '../prompts/catalogue.js';
import { CALLER_PROMPTS, type CallerPrompt } from './caller-prompts.js';
import { ringingSettings } from './ringing-settings.js';

/** Whole sentences are synthesised at once; longer ones keep a caller from the menu. */
const words = z.string().trim().min(1).max(500);

const choice = z.strictObject({
  key: z.enum(['1', '2', '3', '4', '5']).describe('6-9 begin an extension, 0 is the next available.'),
  category: z.string().min(1).max(40).describe('Key of a category.'),
  text: words.optional().describe('What is said for this choice; by default "For <name>, press <key>."'),
  invitation: words
    .optional()
    .describe('What is said when it was chosen; by default to dial the extension, or to press 0 or wait.'),
});

/** In place of what the catalogue says; what is left out stays as it is there. */
const prompts = z.strictObject(
  Object.fromEntries(
    CALLER_PROMPTS.map((name) => [
      name,
      words.exactOptional().describe(`By default "${CATALOGUE[name].en}"`),
    ]),
  ) as Record<CallerPrompt, z.ZodExactOptional<typeof words>>,
);

/** A switchboard number's menu as an operator writes it. */
export const menuSettings = z
  .strictObject({
    greeting: words.optional(),
    choices: z.array(choice).min(1).max(5),
    prompts: prompts.optional().describe('What else callers are told, in words of your own.'),
    firstDigitSeconds: z.int().min(2).max(30).default(7),
    interDigitSeconds: z.int().min(1).max(15).default(4),
    attempts: z.int().min(1).max(5).default(3),
    callAgainHours: z
      .int()
      .min(0)
      .max(720)
      .default(24)
      .describe('How long a caller is offered the professional they spoke with; 0: never.'),
    ...ringingSettings.shape,
  })
  .superRefine(({ choices }, context) => {
    refuseRepeats(
      choices.map(({ key }) => key),
      'key',
      context,
    );
    refuseRepeats(
      choices.map(({ category }) => category),
      'category',
      context,
    );
  });

export type MenuSettings = z.infer<typeof menuSettings>;

function refuseRepeats(values: string[], field: 'key' | 'category', context: z.RefinementCtx): void {
  values.forEach((value, i) => {
    if (values.indexOf(value) === i) return;
    context.addIssue({
      code: 'custom',
      path: ['choices', i, field],
      message: `${field} ${value} is used by another choice; give each choice one of its own`,
    });
  });
}
