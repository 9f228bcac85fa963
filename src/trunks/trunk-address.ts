import { z } from 'zod';

const HELP =
  'is no address; use an IP address, with a port (192.0.2.1:5060) or a mask (192.0.2.0/24) if need be';

const PORT = /^(?<host>[\d.]+):(?<port>\d{1,5})$/;

/** Where a carrier's calls come from. A name is not enough: whoever answers for it would be let in. */
export const trunkAddress = z.string().max(60).refine(isAddress, HELP);

function isAddress(text: string): boolean {
  const { host, port } = PORT.exec(text)?.groups ?? {};
  if (host) return z.ipv4().safeParse(host).success && Number(port) >= 1 && Number(port) <= 65535;
  return z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]).safeParse(text).success;
}
