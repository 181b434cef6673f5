import { networkOf } from '#domain/network.ts';
import type { Env } from '#work/env.ts';
import type { Ask } from './doors.ts';
import { senderAddress } from './sender-address.ts';

/** How many posts an address may send at once, and how many more each minute. */
const size = 100;
const eachMinute = 60;
/** Beyond so many addresses the ones that have been quiet longest are forgotten. */
const most = 20_000;

/** 0 where this post may come in, else the milliseconds until one may. */
export type WaitFor = (c: Ask) => number;

/** The limit on what anybody may post, by the address it comes from; one for all public doors of an app. */
export function publicLimit(env: Env): WaitFor {
  const limit = rateLimit();
  const senderOf = senderAddress(env.settings.proxies);
  return (c) => limit(senderOf(c), env.now());
}

/** A bucket of posts per sender address. Kept in memory: it wards off a flood, it is no account of anybody. */
export function rateLimit(): (address: string, now: number) => number {
  const buckets = new Map<string, { left: number; at: number }>();
  const perPost = 60_000 / eachMinute;
  return (address, now) => {
    const key = networkOf(address);
    const known = buckets.get(key);
    const left = known ? Math.min(size, known.left + Math.max(0, now - known.at) / perPost) : size;
    const taken = left >= 1;
    // Taken out and put in again, so that the first in the map is the one quiet for longest.
    buckets.delete(key);
    buckets.set(key, { left: taken ? left - 1 : left, at: now });
    if (buckets.size > most) buckets.delete(buckets.keys().next().value!);
    return taken ? 0 : Math.ceil((1 - left) * perPost);
  };
}
