import { type LookupAddress, lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';

/** Thrown, or met as a cause, where an address is not one of the public internet. */
export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError';
}

/** Public by its number, but answered by the cloud's own host on every machine of Azure. */
const HOST_SERVICES = new BlockList();
HOST_SERVICES.addAddress('168.63.129.16');

/**
 * True for an address of the public internet. Loopback, private, link-local (where clouds keep their
 * metadata), carrier's and reserved ranges are not; nor are those that carry another address inside
 * (IPv4-mapped ones are judged by what they carry, NAT64, 6to4 and Teredo refused).
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv6' || !HOST_SERVICES.check(parsed.toString());
}

/**
 * Connects to addresses that may be reached, and to no other: a name is resolved and judged in one
 * step with the connecting, so that a second answer of the name server cannot lead elsewhere, and
 * the address that was reached is judged once more.
 */
export function guardedConnector(
  mayReach: (address: string) => boolean,
  timeoutMs: number,
): buildConnector.connector {
  const connect = buildConnector({ timeout: timeoutMs, lookup: guardedLookup(mayReach) });
  return (options, done) => {
    const host = options.hostname.replace(/^\[|\]$/g, '');
    // An address as it stands is never looked up.
    if (isIP(host) !== 0 && !mayReach(host)) {
      done(new PrivateAddressError(host), null);
      return;
    }
    connect(options, (...[error, socket]) => {
      if (error !== null) return done(error, null);
      if (!mayReach(socket.remoteAddress ?? '')) {
        socket.destroy();
        return done(new PrivateAddressError(host), null);
      }
      return done(null, socket);
    });
  };
}

/** Resolves names to those of their addresses that may be reached. */
function guardedLookup(mayReach: (address: string) => boolean): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return done(error, '', 0);
      const open = addresses.filter(({ address }) => mayReach(address));
      const [first] = open;
      if (first === undefined) return done(new PrivateAddressError(hostname), '', 0);
      if (options.all) return done(null, open);
      return done(null, first.address, first.family);
    });
  };
}
