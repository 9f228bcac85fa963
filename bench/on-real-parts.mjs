/** Runs a compiled bench, by its name, against a Postgres and a Redis of its own, or those of the environment. */
import start from '../test/real-parts/start.mjs';
import stop from '../test/real-parts/stop.mjs';

const isOwn = !process.env.DATABASE_URL;
if (isOwn) await start();
try {
  await import(`../dist/bench/bench/${process.argv[2]}.js`);
} finally {
  if (isOwn) await stop();
}
