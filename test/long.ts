/** `npm run test:faults` takes its time; as a part of `npm test` there is a little of everything. */
export const long = process.env['FAULTS'] === 'long';
