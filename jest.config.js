/** Native ES modules; types are checked by `npm run lint`, here they are only taken away. */
const everyProject = {
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // Its ES modules import JSON in a way that jest complains of, line after line.
    '^libphonenumber-js$': '<rootDir>/node_modules/libphonenumber-js/min/index.cjs',
    '^libphonenumber-js/max$': '<rootDir>/node_modules/libphonenumber-js/max/index.cjs',
  },
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true, diagnostics: false }] },
  testEnvironment: 'node',
  setupFiles: ['reflect-metadata'],
};

const realParts = {
  globalSetup: '<rootDir>/test/real-parts/start.mjs',
  globalTeardown: '<rootDir>/test/real-parts/stop.mjs',
};

/** @param {string} folder */
const testsIn = (folder) => `<rootDir>/test/${folder}/**/*.test.ts`;

export default {
  projects: [
    { ...everyProject, displayName: 'unit', testMatch: ['unit', 'scenarios', 'simulation'].map(testsIn) },
    { ...everyProject, ...realParts, displayName: 'integration', testMatch: [testsIn('integration')] },
    { ...everyProject, ...realParts, displayName: 'calls', testMatch: [testsIn('calls')] },
  ],
};
