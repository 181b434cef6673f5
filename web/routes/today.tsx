import { envContext } from '#web/context.ts';
import type { Route } from './+types/today.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const env = context.get(envContext);
  return { now: env.now() };
}

export default function Today({ loaderData }: Route.ComponentProps) {
  return <h1>{loaderData.now}</h1>;
}
