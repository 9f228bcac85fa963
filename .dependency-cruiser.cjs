/**
 * Who may know whom (docs/architecture.md says why). `npm run lint` checks it.
 * @type {import('dependency-cruiser').IConfiguration}
 */
module.exports = {
  forbidden: [
    {
      name: 'call-flow-is-pure',
      comment:
        'What a call does next depends on its state and an event, on nothing else: no package, no Node module, no other folder.',
      severity: 'error',
      from: { path: '^src/call-flow/' },
      to: { pathNot: '^src/call-flow/' },
    },
    {
      name: 'call-runtime-defines-ports',
      comment:
        'The runtime knows the call flow and common; what else it needs it asks for in ports.ts, and others implement it.',
      severity: 'error',
      from: { path: '^src/call-runtime/' },
      to: { path: '^src/', pathNot: '^src/(call-flow|call-runtime|common)/' },
    },
    {
      name: 'asterisk-is-at-the-edge',
      comment: 'No part of the business knows Asterisk: only the table of contents names it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(asterisk/|app\\.module\\.ts|main\\.ts)' },
      to: { path: ['^src/asterisk/', 'node_modules/ari-client/'] },
    },
    {
      name: 'a-line-is-opened-to-dial-it',
      comment:
        'A hidden number is opened by the one who dials it and by the one who asks its owner for consent. Seeing it is ' +
        'the one exception: direct-lines/reveal-line.ts opens it for who has the role and gives a reason, and notes that first.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: '^src/(direct-lines/|asterisk/(line-dialler|asterisk\\.module)\\.ts)',
      },
      to: { path: '^src/direct-lines/open' },
    },
    {
      name: 'a-line-is-revealed-to-who-may-see-it',
      comment: 'The address of the direct line, and the export of all that is held about its owner.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(direct-lines/|data-subjects/export\\.service\\.ts)' },
      to: { path: '^src/direct-lines/reveal' },
    },
    {
      name: 'a-caller-is-opened-to-call-back',
      comment: "A caller's number is opened by the one who dials it.",
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: '^src/(callers/callers\\.module|asterisk/(line-dialler|asterisk\\.module))\\.ts',
      },
      to: { path: '^src/callers/open' },
    },
    {
      name: 'a-trunk-password-is-opened-for-the-exchange',
      comment:
        'A password by which a carrier and the switchboard know each other goes to Asterisk and nowhere else.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(trunks/trunks\\.module\\.ts|asterisk/)' },
      to: { path: '^src/trunks/open' },
    },
    {
      name: 'a-seal-is-opened-in-files-that-say-so',
      comment: 'What opens something sealed is named open-*.ts, and the rules above say who may know it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(vault/vault\\.module|[^/]+/open-[^/]+)\\.ts$' },
      to: { path: '^src/vault/open-seal' },
    },
    {
      name: 'the-vault-keeps-its-keys',
      comment: 'Outside the vault nobody holds a key: these files seal, index, open, or say what went wrong.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/vault/' },
      to: {
        path: '^src/vault/',
        pathNot:
          '^src/vault/(vault(\\.module|-key\\.entity|-reader\\.entity|-error)?|load-vault|open-seal|unreadable-seal|spent-keys)\\.ts$',
      },
    },
    {
      name: 'no-circles',
      comment:
        'Two files that need each other are one file, or lack a third. A type alone may look back: it is gone at run time. ' +
        'The states of a call lead to one another: there the circle is the machine itself.',
      severity: 'error',
      from: { pathNot: '^src/call-flow/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'declared-packages-only',
      comment:
        'A package that is used stands in package.json, and what the service needs is not a development dependency.',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev', 'unknown'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'found',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.d.ts'],
      conditionNames: ['import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
