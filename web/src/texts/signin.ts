import { area } from './area';
import { pin as pinDe } from './de/pin';
import { signin as signinDe } from './de/signin';
import { pin as pinEn } from './en/pin';
import { signin as signinEn } from './en/signin';

export const { useTexts, texts } = area({ pin: pinEn, signin: signinEn }, { pin: pinDe, signin: signinDe });
export type Texts = ReturnType<typeof texts>;
