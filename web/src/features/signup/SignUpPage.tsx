import { Button } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { ProblemError } from '@/api/problem';
import { signUp } from '@/api/session';
import { useSession } from '@/api/useSession';
import { cutOff, likelyCountry, placeDefaults } from '@/lib/countries';
import { memory } from '@/lib/store';
import { useTexts } from '@/texts/signup';
import { speakAs } from '@/texts/useTexts';
import { dressAs } from '@/ui/appearance';
import { Icon } from '@/ui/Icon';
import { usePageTitle } from '@/ui/Page';
import { Problem } from '@/ui/Problem';
import { BusinessStep } from './BusinessStep';
import { type Draft, emptyDraft, nextSlug, readDraft, slugOf, writeDraft } from './draft';
import { PlaceStep } from './PlaceStep';
import { ProductsStep } from './ProductsStep';
import { ensureTax } from './requests';
import styles from './SignUp.module.css';
import { type Step, steps } from './steps';
import { TeamStep } from './TeamStep';
import { YouStep } from './YouStep';

/** Where a member of the request is asked for, when the server finds something wrong with it. */
const stepOf: Record<string, Step> = {
  '/password': 'you',
  '/email': 'you',
  '/owner_name': 'you',
  '/business_name': 'business',
  '/slug': 'business',
  '/industry': 'business',
};

/** What is needed to make the first sale? One step a page, kept on this device, nothing asked twice but the password. */
export function SignUpPage() {
  const t = useTexts();
  const words = t.signup;
  const { step: asked } = useParams({ strict: false });
  const step = steps.find((one) => one === asked) ?? 'you';
  const navigate = useNavigate();
  const now = useSession();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [start] = useState(() => likelyCountry(navigator.languages, zone));
  const [kept] = useState(() => readDraft(start));
  const [draft, setDraft] = useState<Draft>(kept ?? emptyDraft(start));
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [sells, setSells] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirstView = useRef(true);
  usePageTitle(`${words.title} · ${words.steps[step]}`);

  useEffect(() => {
    if (now.status === 'in') return;
    dressAs(draft.industry);
    speakAs(draft.industry);
  }, [draft.industry, now.status]);
  useEffect(() => {
    // A reload forgets the password: everything after it waits until it is there again.
    if (now.status === 'out' && step !== 'you' && !password)
      void navigate({ to: '/signup/$step', params: { step: 'you' }, replace: true });
  }, [now.status, step, password, navigate]);
  useEffect(() => {
    if (!isFirstView.current && step) heading.current?.focus();
    isFirstView.current = false;
  }, [step]);

  const keep = (change: Partial<Draft>): Draft => {
    const next = { ...draft, ...change };
    setDraft(next);
    writeDraft(next);
    return next;
  };
  const go = (to: Step) => void navigate({ to: '/signup/$step', params: { step: to } });

  const create = async (whole: Draft) => {
    setBusy(true);
    setProblem(null);
    setFaults({});
    const place = placeDefaults(whole.country, whole.industry, navigator.languages, zone);
    const slug = whole.slug ?? slugOf(whole.businessName);
    try {
      await signUp({
        business_name: whole.businessName.trim(),
        slug,
        industry: whole.industry,
        tax_region: whole.taxRegion ?? place.taxRegion ?? whole.country,
        currency: whole.currency ?? place.currency,
        time_zone: whole.timeZone ?? place.timeZone,
        prices_include_tax: whole.pricesIncludeTax ?? place.pricesIncludeTax,
        owner_name: whole.name.trim(),
        email: whole.email.trim(),
        password,
        location_name: whole.locationName.trim() || words.place.defaultName,
        locale: whole.locale ?? place.locale,
        day_cut_off: `${whole.dayCutOff ?? cutOff(whole.industry)}:00`,
      });
      memory.write('olympus.business', slug); // where signing in on this device begins
      setPassword('');
      await ensureTax(whole.taxRate);
      // Who is signed in was led on already, and may be further by now.
      if (window.location.pathname.endsWith('/place')) go('products');
    } catch (error) {
      if (!blame(error, slug)) setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  /** Goes to the step where what is wrong was asked for. */
  const blame = (error: unknown, slug: string): boolean => {
    if (!(error instanceof ProblemError)) return false;
    if (error.code === 'platform.slug_taken') {
      keep({ slug: nextSlug(slug) });
      setFaults({ slug: words.business.slugTaken });
      go('business');
      return true;
    }
    const first = error.errors.find(({ pointer }) => stepOf[pointer]);
    const to = first && stepOf[first.pointer];
    if (!first || !to) return false;
    const sentences: Record<string, string> = {
      too_common: words.you.passwordCommon,
      contains_context: words.you.passwordContext,
    };
    const name = { '/owner_name': 'name', '/business_name': 'businessName' }[first.pointer] ?? first.pointer.slice(1);
    setFaults({ [name]: sentences[first.code] ?? first.detail });
    go(to);
    return true;
  };

  const at = steps.indexOf(step);
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <div className={styles.brand}>
          <img src="/icon.svg" alt="" width={32} height={32} />
          <span>{t.common.appName}</span>
        </div>
        <p className={styles.where}>{words.step(at + 1, steps.length)}</p>
        <ol className={styles.steps} aria-label={words.title}>
          {steps.map((one, i) => (
            <li key={one} aria-current={one === step ? 'step' : undefined} data-done={i < at}>
              {i < at ? <Icon name="check" size={16} /> : null}
              {words.steps[one]}
            </li>
          ))}
        </ol>
        <h1 ref={heading} tabIndex={-1}>
          {words[step].heading}
        </h1>
        {kept && step === 'you' && now.status === 'out' ? (
          <div className={styles.note}>
            <span>{words.draftKept}</span>
            <Button
              variant="default"
              onClick={() => {
                writeDraft(null);
                window.location.assign('/signup/you');
              }}
            >
              {words.discard}
            </Button>
          </div>
        ) : null}
        {problem ? <Problem error={problem} own={{ 'client.offline': words.offline }} /> : null}
        {step === 'you' ? (
          <YouStep
            draft={draft}
            password={password}
            faults={faults}
            onNext={(change, chosen) => {
              keep(change);
              setPassword(chosen);
              go('business');
            }}
          />
        ) : null}
        {step === 'business' ? (
          <BusinessStep
            draft={draft}
            faults={faults}
            onIndustry={(industry) => keep({ industry })}
            onBack={(change) => {
              keep(change);
              go('you');
            }}
            onNext={(change) => {
              keep(change);
              go('place');
            }}
          />
        ) : null}
        {step === 'place' ? (
          <PlaceStep
            draft={draft}
            busy={busy}
            onBack={(change) => {
              keep(change);
              go('business');
            }}
            onNext={(change) => void create(keep(change))}
          />
        ) : null}
        {step === 'products' && now.status === 'in' ? (
          <ProductsStep
            taxRate={draft.taxRate}
            onNext={(count) => {
              setSells(count > 0);
              go('team');
            }}
          />
        ) : null}
        {step === 'team' && now.status === 'in' ? <TeamStep hasProducts={sells} /> : null}
        {now.status === 'out' && step === 'you' ? (
          <p className={styles.below}>
            {words.haveOne} <Link to="/signin">{words.signIn}</Link>
          </p>
        ) : null}
      </div>
    </main>
  );
}
