export const signin = {
  title: 'Sign in',
  business: 'Business',
  businessHint: 'Its short name, such as blue-door',
  email: 'Email',
  password: 'Password',
  show: 'Show password',
  hide: 'Hide password',
  submit: 'Sign in',
  passkey: 'Use a passkey',
  or: 'or with your password',
  passkeyProblems: {
    'client.passkey_none': 'No passkey was chosen. Try again, or sign in with your password.',
    'client.passkey_elsewhere': 'Passkeys don’t work at this address. Sign in with your password.',
    'auth.passkey_refused': 'This passkey doesn’t sign anybody in here. Choose another one, or use your password.',
  } as Record<string, string>,
  create: 'Create a business',
  newHere: 'New here?',
  expired: 'You were signed out. Sign in to continue where you were.',
  missingBusiness: 'Enter the short name of the business.',
  missingEmail: 'Enter your email.',
  missingPassword: 'Enter your password.',
  throttled: (seconds: number) =>
    `Too many attempts. Try again in ${seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`}.`,
  offline: 'Signing in needs a connection. Olympus isn’t answering.',
  till: {
    title: (till: string) => `${till} · who?`,
    who: 'Who works here',
    choose: 'Choose your name first.',
    pin: 'PIN',
    show: 'Show PIN',
    keypad: 'Keypad',
    back1: 'Delete last digit',
    noPin: 'No PIN yet',
    other: 'Not you? Other account',
    back: 'Back to the PINs of this till',
    wrong: (left: number) =>
      left === 0
        ? 'That PIN doesn’t match. No attempts left for now.'
        : `That PIN doesn’t match. ${left === 1 ? '1 attempt' : `${left} attempts`} left.`,
    forgotten: 'This device isn’t a till any more. Sign in with your password.',
  },
};
