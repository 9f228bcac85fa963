import { SetMetadata } from '@nestjs/common';

export const PUBLIC = 'throughline:public';

/** Answers without an API key. Everything else asks for one. */
export const Public = () => SetMetadata(PUBLIC, true);
