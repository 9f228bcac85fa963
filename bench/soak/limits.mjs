/**
 * What is looked at, and by how much it may be more at the end than after warm-up: a share, and a number on top of
 * it, since a quiet process moves a little too.
 * @type {{ name: string, unit: '' | 'MB', allowed: { share: number, number: number } }[]}
 */
export const LIMITS = [
  { name: 'service memory', unit: 'MB', allowed: { share: 0.1, number: 5 } },
  { name: 'service heap, collected', unit: 'MB', allowed: { share: 0.05, number: 1 } },
  { name: 'service timers', unit: '', allowed: { share: 0, number: 20 } },
  { name: 'service emitters', unit: '', allowed: { share: 0.02, number: 20 } },
  { name: 'service promises', unit: '', allowed: { share: 0.05, number: 50 } },
  { name: 'service warnings', unit: '', allowed: { share: 0, number: 0 } },
  { name: 'service open files', unit: '', allowed: { share: 0, number: 3 } },
  { name: 'Asterisk memory', unit: 'MB', allowed: { share: 0.1, number: 5 } },
  { name: 'Asterisk open files', unit: '', allowed: { share: 0, number: 5 } },
  { name: 'Asterisk channels', unit: '', allowed: { share: 0, number: 0 } },
  { name: 'addresses not removed', unit: '', allowed: { share: 0, number: 0 } },
  { name: 'Redis keys', unit: '', allowed: { share: 0, number: 5 } },
  { name: 'Redis memory', unit: 'MB', allowed: { share: 0.1, number: 0.5 } },
  { name: 'Postgres connections', unit: '', allowed: { share: 0, number: 2 } },
];
