import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'tl_';
const FORM = /^tl_[\w-]{43}$/;

/** 256 random bits. The prefix lets scanners of leaked secrets recognise it. */
export const createApiKey = (): string => PREFIX + randomBytes(32).toString('base64url');

export const isApiKey = (text: string): boolean => FORM.test(text);

export const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();
