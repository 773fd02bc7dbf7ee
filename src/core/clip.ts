/** How much of what somebody wrote is quoted back. */

/** The beginning of a text, with dots where it goes on. */
export const clip = (text: string, most = 40): string => (text.length > most ? `${text.slice(0, most)}...` : text)
