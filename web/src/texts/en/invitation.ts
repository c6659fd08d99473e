export const invitation = {
  title: 'Invitation',
  heading: (business: string) => `Join ${business}`,
  asRole: (role: string) => `You are invited as ${role}.`,
  asRoleAt: (role: string, place: string) => `You are invited as ${role} at ${place}.`,
  willSignIn: (slug: string, email: string) => `You will sign in with ${slug} and ${email}.`,
  name: 'Your name',
  nameMissing: 'Enter your name.',
  password: 'Choose a password',
  join: 'Join',
  joining: 'Joining…',
  gone: 'This invitation does not exist, was used or has expired.',
  goneHelp: 'Ask for a new one. If you have joined already, sign in.',
  signIn: 'Sign in',
  until: (when: string) => `The invitation is good until ${when}.`,
  taken: 'Somebody with this address is a user already. Sign in instead.',
};

export type InvitationTexts = typeof invitation;
