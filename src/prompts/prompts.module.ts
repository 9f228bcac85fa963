import { Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { PROMPT_SETTINGS } from './prompt-settings.js';
import { PromptsService } from './prompts.service.js';

@Module({
  providers: [
    { provide: PROMPT_SETTINGS, inject: [Config], useFactory: (config: Config) => config.prompts },
    PromptsService,
  ],
  exports: [PromptsService],
})
export class PromptsModule {}
