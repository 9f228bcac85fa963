import type { Command } from '../../src/call-flow/command.js';
import type { Offer, Target } from '../../src/call-flow/plan.js';
import type { CallRecord, TimelineEntry } from '../../src/call-flow/record.js';

/** What Throughline does, in words. */
export function told(command: Command, now: number): string[] {
  switch (command.type) {
    case 'find-number':
      return [`looks up ${command.dialled}`];
    case 'find-line':
      return [`looks for ${sought(command.target)}${list(', but not ', command.except)}`];
    case 'answer':
      return ['answers'];
    case 'say':
      return [
        `says${command.language === 'zh' ? ' in Mandarin' : ''}: ${command.prompts.map(plain).join(', ')}`,
      ];
    case 'stop-saying':
      return ['stops talking'];
    case 'ring':
      return [
        `rings ${names(command.offers)}${list(' without ', command.without)}, showing ${command.presented}; the caller hears ${command.rules.callerHears}`,
      ];
    case 'ring-again':
      return [
        `rings ${names([command.offer])} again${list(' without ', command.without)}, showing ${command.presented}`,
      ];
    case 'whisper':
      return [`whispers to ${names([command.offer])}: ${plain(command.offer.whisper)}`];
    case 'accept':
      return [`lets ${names([command.offer])} through`];
    case 'hang-up-callee':
      return [`hangs up ${command.offerId.replace('offer-of-', '')}`];
    case 'hang-up':
      return [`hangs up (${command.cause})`];
    case 'release':
      return [`gives back ${command.professionalIds.join(', ')}${spoke(command.spokeUntil, now)}`];
    case 'call-line':
      return [
        `calls the line of ${command.ask.professionalId}${list(' without ', command.without)}, showing ${command.ask.presented}`,
      ];
    case 'begin-consent':
      return [`tells that ${command.requestId} is being asked`];
    case 'check-consent-code':
      return [`checks ${command.code} for ${command.requestId}`];
    case 'record-consent':
      return [`records a yes to ${command.requestId}`];
    case 'settle-consent':
      return [`settles ${command.requestId} without a yes: ${command.outcome}`];
    case 'change-professional':
      return [`changes ${command.professionalId}: ${command.change}`];
    case 'write-record':
      return written(command.record);
    default:
      return command satisfies never;
  }
}

function sought(target: Target): string {
  switch (target.kind) {
    case 'extension':
      return `extension ${target.extension}`;
    case 'category':
      return `the next available ${target.categoryId} professional`;
    case 'listing':
      return target.listingId.replace('listing-of-', '');
    case 'last-caller':
      return `the last caller of ${target.professionalId}`;
    case 'session':
      return `the other party of ${target.sessionId}`;
    default:
      return target satisfies never;
  }
}

function written(record: CallRecord): string[] {
  const { kind, outcome, cause, dialled, categoryId, professionalId, startedAt } = record;
  const about = [dialled ?? 'no number', categoryId ?? 'no category', professionalId ?? 'nobody'].join(', ');
  return [
    `writes: ${kind === 'inbound' ? '' : `a ${kind} call, `}${outcome} (${cause}), ${about}, ${length(record)}`,
    ...record.timeline.map((entry) => `    ${moment(entry, startedAt)}`),
  ];
}

function length({ startedAt, answeredAt, connectedAt, endedAt }: CallRecord): string {
  const after = (at: number | null, otherwise: string) => (at === null ? otherwise : seconds(at - startedAt));
  return `answered ${after(answeredAt, 'never')}, joined ${after(connectedAt, 'never')}, ended ${after(endedAt, '')}`;
}

const moment = ({ at, what, detail }: TimelineEntry, start: number): string =>
  `${seconds(at - start).padStart(7)}  ${what}${detail === undefined ? '' : ` ${detail}`}`;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const spoke = (until: number | null, now: number): string => {
  if (until === null) return '';
  return until === now ? ', who spoke until now' : `, who spoke until ${seconds(now - until)} ago`;
};

const names = (offers: Offer[]): string => offers.map(nameOf).join(', ');

const nameOf = ({ callee, offerId, professionalId }: Offer): string =>
  callee.kind === 'line' ? professionalId : `${offerId.replace('offer-of-', '')} of ${professionalId}`;

const list = (before: string, some: string[]): string => (some.length > 0 ? before + some.join(', ') : '');

const plain = (prompt: string): string => prompt.replace('text/', '');
