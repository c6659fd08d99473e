/** Showing at a till who one is: at sign-in, and where somebody approves. */
export const pin = {
  who: 'Who works here',
  choose: 'Choose your name first.',
  pin: 'PIN',
  show: 'Show PIN',
  keypad: 'Keypad',
  back1: 'Delete last digit',
  noPin: 'No PIN yet',
  wrong: (left: number) =>
    left === 0
      ? 'That PIN doesn’t match. No attempts left for now.'
      : `That PIN doesn’t match. ${left === 1 ? '1 attempt' : `${left} attempts`} left.`,
  throttled: (seconds: number) =>
    `Too many attempts. Try again in ${seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`}.`,
  badge: 'Or scan your badge',
  badgeStrange: 'That is not a badge.',
};
