import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';

/** Refuses entries that a channel of this kind does not know, with those that it knows. Null takes an entry out, whatever it is. */
export function checkConfig({ channels }: Pick<Env, 'channels'>, kind: string, config: Record<string, string | null>): void {
  const settings = channels.get(kind)?.settings ?? {};
  const known = Object.keys(settings);
  for (const [key, value] of Object.entries(config)) {
    if (value === null) continue;
    const setting = Object.hasOwn(settings, key) ? settings[key]! : null;
    const field = `config.${key}`;
    if (!setting) {
      const others = known.length > 0 ? `It has ${known.join(', ')}.` : 'It has none.';
      throw new Refusal(422, `A channel of the kind ${kind} has no setting “${key.slice(0, 80)}”. ${others}`, { field });
    }
    if (!setting.like.test(value))
      throw new Refusal(422, `${key} takes ${setting.takes}, not “${value.slice(0, 80)}”.`, { field });
  }
}
