/**
 * What the keyboard comes to is shown whole. Browsers scroll to what is out of sight, but leave where it is what shows an edge: in a row that scrolls
 * sideways that is a sliver of the ring.
 */
export function startKeepingInSight(): void {
  addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement) || !target.matches(':focus-visible')) return;
    if (target.offsetHeight < innerHeight / 2) target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
}
