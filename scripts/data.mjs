// `npm run data`: whose data it is. Tells, erases and holds what is kept of a person, through the service's API.
import { parseArgs } from 'node:util';
import { runDataCommand } from './data/commands.mjs';
import { complain, Trouble } from './lib/project.mjs';

const HELP = `npm run data -- COMMAND: tells, erases and holds what is kept of a professional or a caller.

  export professional ID    puts all that is kept of the person into a file
  export caller
  erase professional ID     erases it, and puts the signed receipt into a file
  erase caller
  hold professional ID      a legal hold: nothing of the person is erased, by request or by time
  hold caller
  hold list                 all legal holds
  hold lift ID              lifts one
  retain                    erases now what was kept long enough; the service does so by itself each hour
  verify-receipt FILE       is the receipt genuine? Needs no service
  public-key                prints the key that proves receipts, to give away with them

A caller's number is asked for, or read from standard input; it is never given on the command line, which others on
the machine can read.

Options (after --):
  --reason WHY         why, for the audit log: one line of 10 to 500 characters without a telephone number, and please
                       without names. Needed to export, erase, hold and lift
  --out FILE           the file to write, instead of one in the folder exports of .throughline (or THROUGHLINE_HOME);
                       one that is there is never written over
  --yes                erase without asking once more
  --dry-run            with retain: only count what would be erased
  --key FILE           an API key with the role privacy, instead of keys/api-privacy.key
  --public-key FILE    with verify-receipt: the key that public-key printed; needed on another machine
  --help               this text
`;

const OPTIONS = /** @type {const} */ ({
  reason: { type: 'string' },
  out: { type: 'string' },
  key: { type: 'string' },
  'public-key': { type: 'string' },
  yes: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  help: { type: 'boolean' },
});

try {
  const { values, positionals } = given();
  if (values.help) console.log(HELP);
  else await runDataCommand(positionals, values);
} catch (error) {
  complain(error);
}

function given() {
  try {
    return parseArgs({ options: OPTIONS, allowPositionals: true });
  } catch {
    // Its own message repeats what was given.
    throw new Trouble('There is an option that this command has not, or one without its value: see --help.');
  }
}
