/** Names of environment variables, which a user may mistake for the place of the value itself. */

/** Whether a text can be the name of a variable. */
export const isVariableName = (text: string) => /^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(text)

/** A variable's name for a message: only one in capitals is shown, since anything else may be a pasted secret. */
export const shownVariable = (name: string) =>
  /^[A-Z_][A-Z0-9_]{0,63}$/.test(name) ? `the variable ${name}` : 'the variable that was named'
