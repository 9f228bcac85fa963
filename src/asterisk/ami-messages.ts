/** A message of the manager interface: one line a field. Of a repeated field the last counts. */
export type AmiMessage = Record<string, string>;

/** Longer than any message read here (characters). */
const LONGEST = 65_536;

/** Cuts a stream into messages. Throws when one has no end. */
export class AmiReader {
  private rest = '';

  read(text: string): AmiMessage[] {
    const parts = (this.rest + text).split('\r\n\r\n');
    this.rest = parts.pop() ?? '';
    if (this.rest.length > LONGEST) throw new Error('a message of the manager interface has no end');
    return parts.map(message);
  }
}

function message(text: string): AmiMessage {
  const fields = text.split('\r\n').flatMap((line): [string, string][] => {
    const at = line.indexOf(': ');
    return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 2)]];
  });
  return Object.fromEntries(fields);
}

/** What a value may not have, or it would be read as another field. */
export const request = (fields: AmiMessage): string =>
  `${Object.entries(fields)
    .map(([name, value]) => `${name}: ${value.replaceAll(/[\r\n]/g, '')}`)
    .join('\r\n')}\r\n\r\n`;
