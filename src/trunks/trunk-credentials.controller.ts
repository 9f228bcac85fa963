import { Body, Controller, Delete, Param, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../audit/actor.js';
import { Answers, HasId, Id } from '../common/api.js';
import { Problem } from '../common/problem.js';
import { By } from '../operators/by.js';
import { Needs } from '../operators/role.js';
import type { CredentialPurpose } from './trunk-credential.entity.js';
import { credentialsView, newCredentials, purpose, type NewCredentials } from './trunk-credentials.schema.js';
import { TrunkCredentialsService } from './trunk-credentials.service.js';

const purposePipe = {
  transform(value: string): CredentialPurpose {
    const known = purpose.safeParse(value);
    if (known.success) return known.data;
    throw new Problem('not-found', 'The credentials of a trunk are ours or theirs');
  },
};

@ApiTags('trunks')
@ApiBearerAuth()
@Needs('carriers')
@Controller('trunks/:id/credentials/:purpose')
export class TrunkCredentialsController {
  constructor(private readonly credentials: TrunkCredentialsService) {}

  @Put()
  @HasId()
  @ApiParam({ name: 'purpose', schema: { type: 'string', enum: ['ours', 'theirs'] } })
  @Answers({
    id: 'setTrunkCredentials',
    summary: 'Set how we authenticate at a carrier, or how it authenticates at us',
    answer: credentialsView,
  })
  set(
    @Id() id: string,
    @Param('purpose', purposePipe) of: CredentialPurpose,
    @Body({ schema: newCredentials }) body: NewCredentials,
    @By() by: Actor,
  ) {
    return this.credentials.set(id, of, body, by);
  }

  @Delete()
  @HasId()
  @ApiParam({ name: 'purpose', schema: { type: 'string', enum: ['ours', 'theirs'] } })
  @Answers({ id: 'removeTrunkCredentials', summary: 'Remove credentials of a trunk', status: 204 })
  remove(@Id() id: string, @Param('purpose', purposePipe) of: CredentialPurpose, @By() by: Actor) {
    return this.credentials.remove(id, of, by);
  }
}
