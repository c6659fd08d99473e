import { Button, TextInput } from '@mantine/core';
import { newId } from '@/lib/id';
import { useTexts } from '@/texts/customers';
import { Icon } from '@/ui/Icon';
import styles from './customers.module.css';

export type Address = {
  id: string;
  line1: string | null;
  line2: string | null;
  postal_code: string | null;
  city: string | null;
  region: string | null;
  country: string | null;
  label: string | null;
  is_primary: boolean;
};

const parts = ['line1', 'line2', 'postal_code', 'city', 'region', 'country', 'label'] as const;

/** Postal addresses, as people write them. */
export function AddressFields({
  addresses,
  onChange,
}: {
  addresses: Address[];
  onChange: (addresses: Address[]) => void;
}) {
  const t = useTexts();
  const words = t.customers.form;
  const labels: Record<(typeof parts)[number], string> = {
    line1: words.line1,
    line2: words.line2,
    postal_code: words.postalCode,
    city: words.city,
    region: words.region,
    country: words.country,
    label: words.label,
  };
  return (
    <>
      {addresses.map((address) => (
        <fieldset key={address.id} className={styles.address}>
          <legend>{words.address}</legend>
          {parts.map((part) => (
            <TextInput
              key={part}
              label={labels[part]}
              maxLength={part === 'label' ? 40 : 200}
              autoComplete="off"
              value={address[part] ?? ''}
              onChange={(event) => {
                const { value } = event.currentTarget;
                onChange(addresses.map((one) => (one === address ? { ...one, [part]: value } : one)));
              }}
            />
          ))}
          <Button
            variant="subtle"
            onClick={() => {
              const rest = addresses.filter((one) => one !== address);
              onChange(rest.map((one, at) => (address.is_primary && at === 0 ? { ...one, is_primary: true } : one)));
            }}
          >
            {words.remove(address.line1 || words.address)}
          </Button>
        </fieldset>
      ))}
      {addresses.length < 10 ? (
        <div>
          <Button
            variant="subtle"
            leftSection={<Icon name="plus" size={20} />}
            onClick={() =>
              onChange([
                ...addresses,
                {
                  id: newId(),
                  line1: null,
                  line2: null,
                  postal_code: null,
                  city: null,
                  region: null,
                  country: null,
                  label: null,
                  is_primary: addresses.length === 0,
                },
              ])
            }
          >
            {words.addAddress}
          </Button>
        </div>
      ) : null}
    </>
  );
}
