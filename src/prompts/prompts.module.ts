import { Module } from '@nestjs/common';
import { PROMPT_SETTINGS, promptSettings } from './prompt-settings.js';
import { PromptsService } from './prompts.service.js';

@Module({
  providers: [{ provide: PROMPT_SETTINGS, useFactory: () => promptSettings(process.env) }, PromptsService],
  exports: [PromptsService],
})
export class PromptsModule {}
