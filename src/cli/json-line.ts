/** Records for programs: one JSON object a line. */

/** The line of a record. */
export const jsonLine = (record: object): string => `${JSON.stringify(record)}\n`
