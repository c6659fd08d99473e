import { Button, Select } from '@mantine/core';
import { useTexts } from '@/texts/orders';
import { type Channel, channels, type OrdersSearch } from './search';
import styles from './table.module.css';

/** Which orders are shown, on the board and in the table alike. */
export function OrderFilters({
  search,
  onChange,
}: {
  search: OrdersSearch;
  onChange: (change: Pick<OrdersSearch, 'channel' | 'mine'>) => void;
}) {
  const t = useTexts();
  const { channel, mine } = search;
  const chosen = (next: { channel?: Channel | undefined; mine?: boolean }) => {
    const [way, own] = ['channel' in next ? next.channel : channel, next.mine ?? mine ?? false];
    onChange({ ...(way ? { channel: way } : {}), ...(own ? { mine: true as const } : {}) });
  };
  return (
    <>
      <Select
        size="md"
        label={t.orders.list.channel}
        value={channel ?? ''}
        onChange={(value) => chosen({ channel: channels.find((one) => one === value) })}
        data={[
          { value: '', label: t.orders.list.allChannels },
          ...channels.map((value) => ({ value, label: t.orders.channels[value] })),
        ]}
      />
      <Button
        variant={mine ? 'filled' : 'default'}
        aria-pressed={mine === true}
        className={styles.toggle ?? ''}
        onClick={() => chosen({ mine: !mine })}
      >
        {t.orders.list.mine}
      </Button>
    </>
  );
}
