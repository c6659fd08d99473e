import { Button, Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useCan, useIdentity } from '@/api/useSession';
import { useTexts } from '@/texts/analytics';
import { type AnalyticsSearch, filtersOf } from './search';

/** The orders that were counted: a list belongs to a location, so with several one chooses. */
export function OrdersBehind({
  search,
  counted,
}: {
  search: AnalyticsSearch;
  counted: { from: string; to: string } | undefined;
}) {
  const t = useTexts();
  const can = useCan();
  const { locations } = useIdentity();
  const only = filtersOf(search.only).find((one) => one.dimension === 'location')?.value;
  const places = locations.filter((one) => can('orders:read', one.id) && (!only || one.id === only));
  const [first] = places;
  if (!first || !counted) return null;
  const to = (loc: string) => ({
    to: '/l/$loc/orders' as const,
    params: { loc },
    search: { view: 'table' as const, from: counted.from, to: counted.to },
  });
  if (places.length === 1)
    return (
      <Button variant="default" renderRoot={(props) => <Link {...to(first.id)} {...props} />}>
        {t.analytics.showOrders}
      </Button>
    );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default">{t.analytics.showOrders}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {places.map((place) => (
          <Menu.Item key={place.id} renderRoot={(props) => <Link {...to(place.id)} {...props} />}>
            {t.analytics.ordersAt(place.name)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
