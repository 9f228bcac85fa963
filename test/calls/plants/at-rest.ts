import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { asteriskCli } from '../support/asterisk-cli.js';
import type { Switchboard } from '../support/switchboard.js';

/** One way in which a number is left behind, and how the search tells of it. */
export interface Remnant {
  name: string;
  leave: (board: Switchboard, redis: Redis) => Promise<unknown>;
  caught: RegExp;
}

/** Nobody's: it was left where it is found, and nowhere else. */
export const LEFT = '+12025550197';

const base64 = Buffer.from(`{"n":"${LEFT}"}`).toString('base64');
const inHome = (board: Switchboard, file: string): string => join(board.place.home, file);

export const remnants: Remnant[] = [
  {
    name: "a line of the service's log",
    leave: async (board) =>
      appendFileSync(inHome(board, 'log/service.log'), `{"level":20,"msg":"ringing ${LEFT}"}\n`),
    caught: /the service's log, in log\/service.log \(digits\)/,
  },
  {
    name: "a line of Asterisk's log",
    leave: async (board) =>
      appendFileSync(inHome(board, 'switchboard/log/messages'), `Dial(PJSIP/${LEFT}@t)\n`),
    caught: /Asterisk's logs, in switchboard\/log\/messages/,
  },
  {
    name: 'a Redis key',
    leave: (_, redis) => redis.set(`called:${LEFT.slice(2)}`, '1'),
    caught: /Redis, in called:#+ \(digits\)/,
  },
  {
    name: 'a value in Redis, in base64',
    leave: (_, redis) => redis.hset('plant', 'state', base64),
    caught: /Redis, in plant \(base64\)/,
  },
  {
    name: 'what Redis has forgotten since, in its file',
    leave: (_, redis) => redis.set('brief', LEFT).then(() => redis.del('brief')),
    caught: /Redis, in redis\/appendonlydir/,
  },
  {
    name: 'a row',
    leave: (board) => board.sql(`UPDATE professionals SET display_name = $1`, ['line 202-555-0197']),
    caught: /Postgres, in public.professionals \(digits\)/,
  },
  {
    name: 'a row, in bytes',
    leave: (board) =>
      board.sql(`CREATE TABLE plant AS SELECT convert_to($1, 'UTF8') AS bytes`, [`tel:${LEFT}`]),
    caught: /Postgres, in public.plant \(hex\)/,
  },
  {
    name: "keys, one by one, in a call's timeline",
    leave: (board) => {
      const timeline = [...LEFT.slice(2)].map((detail) => ({ what: 'key-pressed', detail }));
      return board.sql(`CREATE TABLE timelines AS SELECT $1::jsonb AS timeline`, [JSON.stringify(timeline)]);
    },
    caught: /Postgres, in public.timelines \(keys one by one\)/,
  },
  {
    name: 'astdb',
    leave: (board) => asteriskCli(board.place, 'switchboard', `database put plant last ${LEFT}`),
    caught: /astdb, in switchboard\/lib\/astdb/,
  },
  {
    name: 'the name of a file',
    leave: async (board) => writeFileSync(inHome(board, `switchboard/spool/recording/${LEFT}.wav`), ''),
    caught: /file names, in switchboard\/spool\/recording\/\+#+.wav/,
  },
];
