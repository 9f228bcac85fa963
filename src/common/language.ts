import { z } from 'zod';

export const language = z.enum(['en', 'zh']).describe('en: English, zh: Mandarin.');
