/** For options that may be given several times. */

/** Adds one more value to those already given. */
export const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value]
