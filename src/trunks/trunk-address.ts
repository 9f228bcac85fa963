import { z } from 'zod';

const WITH_PORT = /^(?<address>[\d.]+):(?<port>[1-9]\d{0,4})$/;

/** Where a carrier's calls come from. A name is not enough: whoever answers for it would be let in. */
export const trunkAddress = z
  .string()
  .max(60)
  .refine(
    isAddress,
    'is no IPv4 address; write it bare (192.0.2.1), with a port (192.0.2.1:5060) or a mask (192.0.2.0/24); ' +
      'the exchange does not speak IPv6 yet',
  );

/** Where calls are sent. */
export const trunkHost = z
  .string()
  .refine(
    isHost,
    'is no host; use a name (sip.example.com) or an IPv4 address (192.0.2.1); the exchange does not speak IPv6 yet',
  );

/** A name that ends in a number is taken for an address by whoever resolves it, and then it must be one. */
function isHost(text: string): boolean {
  return /(^|\.)\d+\.?$/.test(text) ? isIpv4(text) : z.hostname().safeParse(text).success;
}

function isAddress(text: string): boolean {
  const { address, port } = WITH_PORT.exec(text)?.groups ?? {};
  if (address) return isIpv4(address) && Number(port) <= 65535;
  return isIpv4(text) || z.cidrv4().safeParse(text).success;
}

const isIpv4 = (text: string): boolean => z.ipv4().safeParse(text).success;
