/** Names of members that no document lists: they could be data, so they are shown only if they look like names. */

/** Stands for a name that is not shown. */
export const HIDDEN_NAME = '<masked>'

const LIKE_A_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,39}$/

/** Whether the name of an undocumented member may be shown. */
export const isShownName = (name: string): boolean => LIKE_A_NAME.test(name) && name !== '__proto__'

/** The name of a member for a path. */
export const shownName = (name: string): string => (isShownName(name) ? name : HIDDEN_NAME)
