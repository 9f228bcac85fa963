import type { Language, Prompt } from '../call-flow/prompt.js';
import type { AriRequest } from './ari-messages.js';

/** Finds a prompt's file; undefined when there is none. Implemented by the prompts. */
export abstract class PromptFiles {
  /** Absolute path without its ending, as Asterisk's `sound:` wants it. */
  abstract file(language: Language, prompt: Prompt): string | undefined;
}

/** Playback ids carry the call's own number of the saying behind the last dot. */
const playbackId = (callId: string, sayingId: number): string => `${callId}.${sayingId}`;

export function sayingIdOf(playbackId: string): number | undefined {
  const number = Number(playbackId.split('.').at(-1));
  return Number.isInteger(number) ? number : undefined;
}

export const play = (channel: string, callId: string, sayingId: number, files: string[]): AriRequest => ({
  method: 'POST',
  uri: `channels/${channel}/play/${playbackId(callId, sayingId)}`,
  query: { media: files.map((file) => `sound:${file}`).join(',') },
});

/** Asks for a saying that is being played; 404 when it is over. */
export const sayingOf = (callId: string, sayingId: number): AriRequest => ({
  method: 'GET',
  uri: `playbacks/${playbackId(callId, sayingId)}`,
});

export const stopPlaying = (callId: string, sayingId: number): AriRequest => ({
  method: 'DELETE',
  uri: `playbacks/${playbackId(callId, sayingId)}`,
});
