import { BlockList, isIP, isIPv6 } from 'node:net';
import type { Context } from 'hono';

/** An address as it is compared: without a port, brackets or a zone, and IPv4 not dressed up as IPv6. Null where it is none. */
function plain(text: string): string | null {
  const bare = text.trim().replace(/^"|"$/g, '');
  const [, bracketed] = /^\[([^\]]+)\](?::\d+)?$/.exec(bare) ?? [];
  const [, withPort] = /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(bare) ?? [];
  const address = (bracketed ?? withPort ?? bare).replace(/%.*$/, '').toLowerCase();
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address) ?? [];
  return isIP(mapped ?? address) ? (mapped ?? address) : null;
}

const family = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4');

/** The proxies as BATON_PROXY names them: addresses, or networks such as 10.0.0.0/8. What is neither trusts nobody. */
function trusted(proxies: readonly string[]): BlockList {
  const list = new BlockList();
  for (const proxy of proxies) {
    const [text = '', bits] = proxy.split('/');
    const address = plain(text);
    if (!address) continue;
    const length = bits === undefined ? (isIPv6(address) ? 128 : 32) : Number(bits);
    if (Number.isInteger(length) && length >= 0 && length <= (isIPv6(address) ? 128 : 32))
      list.addSubnet(address, length, family(address));
  }
  return list;
}

type Incoming = { incoming?: { socket?: { remoteAddress?: string | undefined } } };

/** The address at the other end of the socket; empty where there is none. */
export const peerAddress = (c: Context): string =>
  plain((c.env as Incoming | undefined)?.incoming?.socket?.remoteAddress ?? '') ?? '';

/** An address of this very computer. */
export const isLoopback = (address: string): boolean => address === '::1' || /^127\./.test(address);

/**
 * Who a request is from: the other end of the socket, and where that is one of our proxies, the right-most address of
 * X-Forwarded-For that is none. What stands further left anybody may have written. Empty where there is no socket.
 */
export function senderAddress(proxies: readonly string[]): (c: Context) => string {
  const list = trusted(proxies);
  const isProxy = (address: string) => list.check(address, family(address));
  // The same neighbour knocks again and again: ours is one proxy, or nobody.
  let neighbour = { address: '', isProxy: false };
  const comesByProxy = (address: string) => {
    if (address !== neighbour.address) neighbour = { address, isProxy: isProxy(address) };
    return neighbour.isProxy;
  };
  return (c) => {
    let sender = peerAddress(c);
    if (sender === '' || !comesByProxy(sender)) return sender;
    const hops = (c.req.header('x-forwarded-for') ?? '').split(',');
    for (const hop of hops.reverse()) {
      const address = plain(hop);
      if (!address) return sender;
      sender = address;
      if (!isProxy(address)) return sender;
    }
    return sender;
  };
}
