import { store } from './store';

/** Sales that this device has made and the server does not have yet: what the chip counts, and what keeps the device from being signed out. */
export const unsent = store<{
  count: number /** Of these: a person must look at them. */;
  refused: number;
  sending: boolean;
}>({
  count: 0,
  refused: 0,
  sending: false,
});
