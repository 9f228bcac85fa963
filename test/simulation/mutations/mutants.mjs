// Bugs as they are made: one line each, in code that the simulator drives. `npm run simulate:mutants` plants them one
// at a time and says after how many calls each is found.

/** @typedef {{ name: string, file: string, from: string, to: string }} Mutant */

/** @type {Mutant[]} */
export const MUTANTS = [
  {
    name: 'after ringing in vain nobody is given back',
    file: 'call-flow/ringing.ts',
    from: 'return before(release(state.facts.held), next);',
    to: 'return next;',
  },
  {
    name: 'those who lost the race stay reserved',
    file: 'call-flow/ringing.ts',
    from: 'before([...late.map(hangUpCallee), ...release(others)], step)',
    to: 'before(late.map(hangUpCallee), step)',
  },
  {
    name: 'the offers of a late line-found are kept',
    file: 'call-flow/advance.ts',
    from: 'commands: release(found.filter((id) => !state.facts.held.includes(id)))',
    to: 'commands: []',
  },
  {
    name: 'what is found for a call that is over is kept',
    file: 'call-runtime/call-runtime.ts',
    from: 'await this.outside.routing.release(callId, reserved, null);',
    to: 'void reserved;',
  },
  {
    name: 'the record is written when the hang-up is sent, too',
    file: 'call-flow/ending.ts',
    from: "before([{ type: 'hang-up', cause: CAUSES[outcome] }], hungUp(facts, at, outcome))",
    to: "before([{ type: 'hang-up', cause: CAUSES[outcome] }, { type: 'write-record', record: record(note(facts, at, 'ended', outcome), at, outcome, CAUSES[outcome]) }], hungUp(facts, at, outcome))",
  },
  {
    name: 'no record where the hang-up is not confirmed',
    file: 'call-flow/ending.ts',
    from: "close(note(facts, at, 'hang-up-unconfirmed'), at, outcome, cause)",
    to: "{ ...close(note(facts, at, 'hang-up-unconfirmed'), at, outcome, cause), commands: release(facts.held) }",
  },
  {
    name: 'a timer is not called off',
    file: 'call-runtime/mailbox.ts',
    from: 'this.callOffTimer();',
    to: "if (state.name !== 'ended') this.callOffTimer();",
  },
  {
    name: 'the state is kept after the commands',
    file: 'call-runtime/mailbox.ts',
    from: 'if (state !== before) this.keep(state);\n    for (const command of commands) this.carryOut(command);',
    to: 'for (const command of commands) this.carryOut(command);\n    if (state !== before) this.keep(state);',
  },
  {
    name: 'who picks up is let through unasked',
    file: 'call-flow/ringing.ts',
    from: 'if (!one.offer.acceptance) return',
    to: 'return',
  },
  {
    name: 'any key accepts',
    file: 'call-flow/ringing.ts',
    from: "return event.key === '1' ? accept(state, event.offerId, event.at) : stay(state);",
    to: 'return accept(state, event.offerId, event.at);',
  },
  {
    name: 'who still listens is not hung up when the caller is gone',
    file: 'call-flow/advance.ts',
    from: 'return before(listening.map(hangUpCallee), step);',
    to: 'return listening.length > 1 ? before(listening.map(hangUpCallee), step) : step;',
  },
  {
    name: 'who picks up for a call that rings no more is left to listen',
    file: 'call-flow/advance.ts',
    from: "commands: [{ type: 'hang-up-callee', offerId: event.offerId }]",
    to: 'commands: []',
  },
  {
    name: 'the number of a saying is not compared',
    file: 'call-flow/verifying.ts',
    from: 'return event.sayingId === state.saying ? spoken(state, event.at) : stay(state);',
    to: 'return spoken(state, event.at);',
  },
  {
    name: 'a second saying does not stop the first',
    file: 'call-flow/step.ts',
    from: "saying === null ? step : before([{ type: 'stop-saying', sayingId: saying }], step)",
    to: 'step',
  },
  {
    name: 'another trunk is tried after the phone rang',
    file: 'call-flow/ringing.ts',
    from: "phase === 'dialled' &&",
    to: "(phase === 'dialled' || phase === 'ringing') &&",
  },
  {
    name: 'a wrong code is as good as a right one, the third time',
    file: 'call-flow/checking.ts',
    from: "if (result === 'right') return confirm(facts, at);",
    to: "if (result === 'right' || state.tries.again > 1) return confirm(facts, at);",
  },
  {
    name: 'a yes counts while the question is said',
    file: 'call-flow/confirming.ts',
    from: 'opensAt: isHeard ? at + SLIP : deadline,',
    to: 'opensAt: at,',
  },
  {
    name: 'a slow answer of the consent is waited for without end',
    file: 'call-flow/recording.ts',
    from: "    case 'deadline-passed':\n",
    to: '',
  },
  {
    name: 'the end of the conversation is not heard',
    file: 'call-flow/connected.ts',
    from: "    case 'ringing-ended':\n      return partWays(state, event.at);\n",
    to: '',
  },
  {
    name: 'of several the first is taken for the one who talks',
    file: 'call-flow/ringing.ts',
    from: "state.rung.find(({ phase }) => phase !== 'over') ??",
    to: '',
  },
  {
    name: 'who takes over rings again, though Dial has the caller',
    file: 'call-flow/taking-over.ts',
    from: "if (caller === 'joined') return whenRinging(state, { type: 'legs-joined', at });",
    to: "if (caller === 'joined') return ringOn(state, 'waiting', at);",
  },
  {
    name: 'who takes over keeps no reservations',
    file: 'call-runtime/call-runtime.ts',
    from: 'this.outside.routing.hold(callId, held);',
    to: 'void held;',
  },
  {
    name: 'a question of the consent that cannot be checked is waited for',
    file: 'call-flow/checking.ts',
    from: "    case 'deadline-passed':\n",
    to: '',
  },
  {
    name: 'who takes over does not see that the caller of a conversation is gone',
    file: 'call-flow/taking-over.ts',
    from: "case 'connected':\n    case 'asking':",
    to: "case 'connected':\n      return stay(state);\n    case 'asking':",
  },
  {
    name: 'a hang-up while somebody is rung is not heard',
    file: 'call-flow/advance.ts',
    from: "if (event.type === 'caller-hung-up') return",
    to: "if (event.type === 'caller-hung-up' && state.name !== 'ringing') return",
  },
];
