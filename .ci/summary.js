/** summary.js REPORT: the last line of CI, from what vitest's JSON reporter wrote. Exits 1 where that is no pass. */
import { readFileSync } from 'node:fs';

const [, , file] = process.argv;
const text = readFileSync(file, 'utf8');
// Empty where the tests were not reached.
if (text === '') process.exitCode = 1;
else {
  const report = JSON.parse(text);
  const { numPassedTests: passed, numFailedTests, numPendingTests, numTodoTests, success } = report;
  // A file that cannot be loaded has no failed test, and is a failure all the same; so is an error beside the tests.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = numFailedTests + broken || (success ? 0 : 1);
  console.log(`${passed} passed, ${failed} failed, ${numPendingTests + numTodoTests} skipped`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
}
