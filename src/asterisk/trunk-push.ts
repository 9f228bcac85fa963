import type { AriConnection } from './ari-connection.js';
import { AriError, type AriRequest } from './ari-messages.js';
import { corrections, read, remove, type PjsipObject, type ToldFields } from './pjsip-object.js';
import {
  isTrunkObject,
  trunkObject,
  trunkObjects,
  trunkPlaces,
  type TrunkSettings,
} from './trunk-objects.js';

interface Outcome {
  /** Trunks that were not as they are to be. */
  written: string[];
  /** Why some still are not. */
  refused: string[];
}

/** Makes Asterisk's trunks what they are to be: looks at what is there, and writes what differs. */
export class TrunkPush {
  constructor(private readonly connection: AriConnection) {}

  /** One trunk that Asterisk refuses keeps no other back. Rejects when Asterisk cannot be asked. */
  async bringInLine(trunks: TrunkSettings[]): Promise<Outcome> {
    const strangers = await this.strangers(new Set(trunks.map(({ id }) => trunkObject(id))));
    const done = await Promise.allSettled([
      ...trunks.map(async (trunk) => ((await this.correct(trunk)) ? [trunk.id] : [])),
      ...strangers.map((name) => this.clear(name)),
    ]);
    return {
      written: done.flatMap((one) => (one.status === 'fulfilled' ? (one.value ?? []) : [])),
      refused: done.flatMap((one) => (one.status === 'rejected' ? [(one.reason as Error).message] : [])),
    };
  }

  /** Trunks that Asterisk knows and nobody wants any more, be it since before this service started. */
  private async strangers(wanted: Set<string>): Promise<string[]> {
    const known = await this.connection.request<{ resource: string }[]>({
      method: 'GET',
      uri: 'endpoints/PJSIP',
    });
    return known.map(({ resource }) => resource).filter((name) => isTrunkObject(name) && !wanted.has(name));
  }

  /** Whether anything was written. */
  private async correct(trunk: TrunkSettings): Promise<boolean> {
    const objects = trunkObjects(trunk);
    const unwanted = await this.unwanted(trunkObject(trunk.id), objects);
    const there = await Promise.all(objects.map((object) => this.look(object)));
    const requests = registeredAnew(
      objects,
      objects.map((object, i) => corrections(object, there[i])),
    );
    // A registration goes before what it needs, an endpoint is told of a password before that goes.
    await this.send(unwanted.filter(({ uri }) => uri.includes('/registration/')));
    await this.send(requests);
    await this.send(unwanted.filter(({ uri }) => !uri.includes('/registration/')));
    return requests.length + unwanted.length > 0;
  }

  private async unwanted(name: string, objects: PjsipObject[]): Promise<AriRequest[]> {
    const wanted = new Set(objects.map(({ type, id }) => `${type}/${id}`));
    const others = trunkPlaces(name).filter(({ type, id }) => !wanted.has(`${type}/${id}`));
    const there = await Promise.all(others.map((place) => this.look(place)));
    return others.filter((_, i) => there[i] !== undefined).map(remove);
  }

  private clear = (name: string): Promise<void> => this.send(trunkPlaces(name).map(remove));

  private async look(place: Pick<PjsipObject, 'type' | 'id'>): Promise<ToldFields | undefined> {
    return this.connection.request<ToldFields>(read(place)).catch(unlessGone);
  }

  /** Sent in one go: Asterisk carries one socket's requests out in their order. */
  private async send(requests: AriRequest[]): Promise<void> {
    await Promise.all(
      requests.map((request) => {
        const sent = this.connection.request(request);
        return request.method === 'DELETE' ? sent.catch(unlessGone) : sent;
      }),
    );
  }
}

/**
 * A registration looks at its password when it sends the next REGISTER, minutes later. So with another password it goes,
 * and the next look makes it anew: put again at once it may be gone for good, since Asterisk takes up the old one and
 * forgets that afterwards. Calls do not hang on it.
 */
function registeredAnew(objects: PjsipObject[], written: AriRequest[][]): AriRequest[] {
  const isChanged = objects.some(
    ({ type, id }, i) => type === 'auth' && id.endsWith('-ours') && written[i]?.length,
  );
  // One that is put was not there, or not so.
  return objects.flatMap((object, i) => {
    const requests = written[i] ?? [];
    return isChanged && object.type === 'registration' && requests.length === 0 ? [remove(object)] : requests;
  });
}

function unlessGone(error: unknown): undefined {
  if (!(error instanceof AriError && error.isGone)) throw error;
}
