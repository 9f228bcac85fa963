import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ariOf, fill } from '../../../scripts/lib/asterisk-config.mjs';
import type { Place } from '../../../scripts/lib/place.mjs';
import { asteriskCli } from './asterisk-cli.js';

/** What is changed of the switchboard's Asterisk so that it leaks. */
export interface Change {
  /** Settings of the trunk's endpoint. */
  endpoint?: Record<string, string>;
  /** Lines of the dialplan, by how they begin, and what stands there instead. */
  dialplan?: Record<string, string>;
  /** What follows the dialplan. */
  more?: string;
  modules?: string[];
}

/** A switchboard's Asterisk that can be made to leak, and be mended again. */
export class LeakyExchange {
  private readonly dialplan: string;
  private readonly file: string;

  constructor(
    private readonly place: Place,
    private readonly endpoint: string,
  ) {
    this.file = join(place.home, 'switchboard/etc/extensions.conf');
    this.dialplan = readFileSync(this.file, 'utf8');
  }

  /** @param tokens what {{NAME}} in the change stands for */
  async leak(
    { endpoint, dialplan = {}, more = '', modules = [] }: Change,
    tokens: Record<string, string>,
  ): Promise<void> {
    for (const module of modules) await this.say(`module load ${module}.so`);
    if (endpoint) await this.ari('PUT', { callerid: '', ...endpoint });
    const lines = this.dialplan.split('\n').map((line) => instead(line, dialplan));
    // A leak that was not made proves nothing by not being found.
    for (const begin of Object.keys(dialplan))
      if (!this.dialplan.includes(begin)) throw new Error(`The dialplan has no line ${begin}`);
    await this.useDialplan(fill([...lines, more].join('\n'), tokens, 'a plant'));
  }

  /** The endpoint goes; whoever changes the trunk next makes it anew. */
  async mend(): Promise<void> {
    await this.ari('DELETE');
    await this.useDialplan(this.dialplan);
  }

  say(command: string): Promise<string> {
    return asteriskCli(this.place, 'switchboard', command);
  }

  private async useDialplan(text: string): Promise<void> {
    writeFileSync(this.file, text);
    await this.say('dialplan reload');
  }

  private async ari(method: 'PUT' | 'DELETE', settings: Record<string, string> = {}): Promise<void> {
    const { user, password, port } = ariOf(this.place, 'switchboard');
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    const fields = Object.entries(settings).map(([attribute, value]) => ({ attribute, value }));
    const uri = `http://127.0.0.1:${port}/ari/asterisk/config/dynamic/res_pjsip/endpoint/${this.endpoint}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const response = await fetch(uri, {
      method,
      headers,
      ...(method === 'PUT' && { body: JSON.stringify({ fields }) }),
    });
    if (!response.ok) throw new Error(`Asterisk did not take the settings: ${response.status}`);
  }
}

function instead(line: string, dialplan: Record<string, string>): string {
  const begin = Object.keys(dialplan).find((each) => line.trim().startsWith(each));
  return (begin && dialplan[begin]) ?? line;
}
