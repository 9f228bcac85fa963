import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Answers, HasId, Id } from '../common/api.js';
import {
  consentRequestView,
  newConsentRequest,
  startedConsentRequest,
  type NewConsentRequest,
} from './consent-requests.schema.js';
import { ConsentRequestsService } from './consent-requests.service.js';

@ApiTags('listings')
@ApiBearerAuth()
@HasId()
@Controller()
export class ConsentRequestsController {
  constructor(private readonly requests: ConsentRequestsService) {}

  @Post('listings/:id/consent-requests')
  @Answers({
    id: 'askForConsent',
    summary: "Call the listing's line and ask its owner; the answer has the one-time code for the applicant",
    status: 201,
    answer: startedConsentRequest,
  })
  create(@Id() id: string, @Body({ schema: newConsentRequest }) body: NewConsentRequest) {
    return this.requests.create(id, body);
  }

  @Get('consent-requests/:id')
  @Answers({ id: 'getConsentRequest', summary: 'Read how a request stands', answer: consentRequestView })
  get(@Id() id: string) {
    return this.requests.get(id);
  }

  @Post('consent-requests/:id/call')
  @Answers({
    id: 'callForConsentAgain',
    summary: 'Call again, with the same code',
    answer: consentRequestView,
  })
  callAgain(@Id() id: string) {
    return this.requests.callAgain(id);
  }
}
