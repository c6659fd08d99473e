import { useQuery } from '@tanstack/react-query';
import { useIdentity } from '@/api/useSession';
import { useTexts } from '@/texts/orders';
import { peopleQuery } from './queries';

/** Who did something, by the actor that an event names. */
export function useWho(): (actor: string) => string {
  const t = useTexts();
  const { me } = useIdentity();
  const { data: people } = useQuery(peopleQuery());
  return (actor) =>
    actor === `user:${me.user_id}`
      ? t.activity.you
      : (people?.get(actor) ??
        (actor.startsWith('user:')
          ? t.activity.actors.nobody
          : actor.startsWith('import')
            ? t.activity.actors.import
            : t.activity.actors.system));
}
