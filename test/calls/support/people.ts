import type { Api } from '../../../scripts/lib/api.mjs';
import type { CallerPhone } from '../../../scripts/lib/phones/caller-phone.mjs';
import type { Line, Phones } from '../../../scripts/lib/phones/phones.mjs';

export interface Category {
  id: string;
  key: string;
  name: string;
}

export interface Person {
  name: string;
  id: string;
  listingId: string;
  /** Of the switchboard number they were given one at; empty before. */
  extension: string;
  /** Where their phone rings. Its number is known to the switchboard and to the carrier alone. */
  line: Line;
  /** Dials from that phone. */
  dials: (number: string) => Promise<CallerPhone>;
}

export interface Manner {
  acceptance?: boolean;
  away?: boolean;
  language?: string;
  published?: boolean;
  /** Has not said yes. */
  unasked?: boolean;
}

/** A yes said on the line that the listing's professional has now. */
const CONSENT = `
  INSERT INTO consents (listing_id, professional_id, direct_line_id, given_at, wording, language, method)
  SELECT l.id, l.professional_id, d.id, now(), 'List me, and put callers through to this line.', 'en', 'demo'
  FROM listings l JOIN direct_lines d USING (professional_id) WHERE l.id = $1`;

/**
 * Puts people, menus and numbers into the switchboard as an operator does, through the API; what they say on their
 * own phones, their consent, by SQL.
 */
export class People {
  private lines = 160;

  constructor(
    private readonly api: Api,
    private readonly phones: Phones,
    private readonly sql: (text: string, values: unknown[]) => Promise<unknown>,
  ) {}

  async category(name: string, zh: string, strategy = 'longest-idle'): Promise<Category> {
    const key = name.toLowerCase();
    const { id } = await this.api.post('categories', { key, names: { en: name, zh }, strategy });
    return { id, key, name };
  }

  /** A professional who said yes, is listed, and holds a phone. */
  async professional(name: string, { id: categoryId }: Category, manner: Manner = {}): Promise<Person> {
    const { published = true, unasked = false, ...given } = manner;
    const number = `+12025550${this.lines++}`;
    const { id } = await this.api.post('professionals', { displayName: name, timeZone: 'UTC', ...given });
    await this.api.put(`professionals/${id}/direct-line`, { number });
    const listing = await this.api.post('listings', { professionalId: id, categoryId });
    if (!unasked) await this.consent(listing.id);
    if (published) await this.api.patch(`listings/${listing.id}`, { published });
    const line = this.phones.line(number, name);
    const dials = (to: string) => this.phones.call(to, { from: number, name });
    return { name, id, listingId: listing.id, extension: '', line, dials };
  }

  /** Their yes. Routing is not told: it counts from the listing's next change. */
  async consent(listingId: string): Promise<void> {
    await this.sql(CONSENT, [listingId]);
  }

  /** A switchboard number; its choices are the categories in their order. */
  async menu(
    number: string,
    categories: Category[],
    settings: object = {},
    language = 'en',
  ): Promise<string> {
    const choices = categories.map(({ key }, i) => ({ key: String(i + 1), category: key }));
    const menu = { choices, ...settings };
    const { id } = await this.api.post('switchboard-numbers', { number, label: number, language, menu });
    return id;
  }

  /** Gives a person an extension of a switchboard number. */
  async extension(person: Person, switchboardNumberId: string): Promise<void> {
    const given = { kind: 'extension', listingId: person.listingId, switchboardNumberId };
    person.extension = (await this.api.post('pass-through-numbers', given)).extension;
  }

  /** Gives a person a number of their own. */
  async dedicated({ listingId }: Person, number: string, ringing: object = {}): Promise<string> {
    return (await this.api.post('pass-through-numbers', { kind: 'dedicated', listingId, number, ringing }))
      .id;
  }
}
