import { ask as body } from './client';
import { ProblemError } from './problem';
import { publicApi } from './public';
import { signInWithPasskey } from './session';

/** Whether this browser knows passkeys; where it does not, nothing offers them. */
export const knowsPasskeys =
  typeof PublicKeyCredential !== 'undefined' && typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function';

const inHand = (credential: Credential | null): object => {
  if (!(credential instanceof PublicKeyCredential)) throw refused('client.passkey_none', null);
  return credential.toJSON();
};

/**
 * What a device says when it gives no passkey, as a problem like the server's: `client.passkey_none` (the person closed its window, or took too long),
 * `client.passkey_there` (it has one of theirs already), `client.passkey_elsewhere` (passkeys do not belong to the address at which the app is open).
 */
function refused(code: string, cause: unknown): ProblemError {
  const problem = new ProblemError(0, code, 'The device gave no passkey.');
  problem.cause = cause;
  return problem;
}

async function ask<T>(device: () => Promise<T>): Promise<T> {
  try {
    return await device();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    if (error.name === 'InvalidStateError') throw refused('client.passkey_there', error);
    if (error.name === 'SecurityError') throw refused('client.passkey_elsewhere', error);
    throw refused('client.passkey_none', error);
  }
}

/** Has this device make a passkey in answer to the server's question. */
export const makePasskey = (options: unknown): Promise<object> =>
  ask(async () =>
    inHand(
      await navigator.credentials.create({
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options as PublicKeyCredentialCreationOptionsJSON),
      }),
    ),
  );

/** Signs somebody in with a passkey that they choose; who they are and of which business, it says itself. */
export async function usePasskey(): Promise<void> {
  const data = await body(publicApi.POST('/api/v1/auth/passkeys/sign-in/options', {}));
  const credential = await ask(async () =>
    inHand(
      await navigator.credentials.get({
        publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(
          data.options as unknown as PublicKeyCredentialRequestOptionsJSON,
        ),
      }),
    ),
  );
  await signInWithPasskey({ ticket: data.ticket, credential });
}
