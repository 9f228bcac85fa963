import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';

/** What a key may be used for; a key may have several. */
export const ROLES = ['operator', 'privacy', 'carriers'] as const;

/**
 * `operator`: runs the switchboard. `privacy`: sees hidden numbers, answers whose data is whose, reads the audit log.
 * `carriers`: connects trunks and says whom they call, and so who is sent the numbers that are called. None includes another.
 */
export type Role = (typeof ROLES)[number];

export const NEEDS = 'throughline:needs';

/** The role a request must have; `operator` where nothing is said. Who lacks one of the others is noted in the audit log. */
export const Needs = (role: Role) =>
  applyDecorators(SetMetadata(NEEDS, role), ApiExtension('x-needs-role', role));
