/**
 * Which addresses may be asked: those that anybody may reach. Machines of this network answer nobody who comes by way of us,
 * unless who runs Newswire has named them. What is looked at is the address that is connected to, and not its name.
 */
import { BlockList, isIP } from 'node:net';

/** Names and addresses of hosts that may be asked though they are private; `*`: all. */
export type PrivateHosts = ReadonlySet<string> | '*';

/** IANA's registry of special purposes: this host, private, shared, loopback, link-local, tests, documentation, multicast, reserved. */
const SPECIAL_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
].map(subnetOf);

/** What of IPv6 is given out to all, and NAT64's way to IPv4; neither unique local, link-local, multicast nor mapped addresses are in it. */
const GLOBAL_V6 = listOf(['2000::/3', '64:ff9b::/96'].map(subnetOf));
/** In these: Teredo and others of protocols, documentation, and 6to4, which leads to any IPv4. */
const SPECIAL_V6 = listOf([
  ...['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'].map(subnetOf),
  ...SPECIAL_V4.map(({ net, prefix }) => ({ net: `64:ff9b::${net}`, prefix: 96 + prefix })),
]);
const SPECIAL = listOf(SPECIAL_V4);

/** Whether anybody may reach it. `address` is one of IPv4 or IPv6, as the network has it. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !SPECIAL.check(address, 'ipv4');
  // With a zone it is of this machine's own links.
  if (isIP(address) !== 6 || address.includes('%')) return false;
  return GLOBAL_V6.check(address, 'ipv6') && !SPECIAL_V6.check(address, 'ipv6');
}

/** `hostname` is as URLs have it: in small letters, IPv6 in brackets. */
export function isNamedPrivate(hostname: string, hosts: PrivateHosts): boolean {
  return hosts === '*' || hosts.has(hostname.replace(/\.$/, ''));
}

/** The address that a URL's host is, where it is no name. */
export function addressIn(hostname: string): string | null {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(bare) === 0 ? null : bare;
}

interface Subnet {
  net: string;
  prefix: number;
}

function subnetOf(text: string): Subnet {
  const [net = '', prefix] = text.split('/');
  return { net, prefix: Number(prefix) };
}

function listOf(subnets: readonly Subnet[]): BlockList {
  const list = new BlockList();
  for (const { net, prefix } of subnets) list.addSubnet(net, prefix, isIP(net) === 4 ? 'ipv4' : 'ipv6');
  return list;
}
