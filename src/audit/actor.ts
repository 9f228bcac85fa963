/** Whoever does something that is noted: an API key, somebody at the machine, the service by itself, a caller. */
export type Actor =
  { readonly kind: 'api-key'; readonly id: string; readonly name: string } | { readonly kind: PlainActor };

type PlainActor = 'console' | 'service' | 'phone';

/** A command on the machine itself. */
export const CONSOLE: Actor = { kind: 'console' };

/** A job that nobody asked for, by its own time. */
export const SERVICE: Actor = { kind: 'service' };

/** A professional who calls from the direct line. */
export const PHONE: Actor = { kind: 'phone' };

/** As it stands in the log. A key's name may be given again, its id never is. */
export const actorText = (actor: Actor): string =>
  actor.kind === 'api-key' ? `${actor.name} (api-key:${actor.id})` : actor.kind;
