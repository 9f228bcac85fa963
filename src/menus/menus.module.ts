import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DirectLinesModule } from '../direct-lines/direct-lines.module.js';
import { PromptsModule } from '../prompts/prompts.module.js';
import { PromptsService } from '../prompts/prompts.service.js';
import { MenuCompiler } from './menu-compiler.js';
import { MenuWriter } from './menu-writer.js';
import { SpokenTexts } from './spoken-texts.js';
import { SwitchboardNumber } from './switchboard-number.entity.js';
import { SwitchboardNumbersController } from './switchboard-numbers.controller.js';
import { SwitchboardNumbersService } from './switchboard-numbers.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([SwitchboardNumber]), DirectLinesModule, PromptsModule],
  controllers: [SwitchboardNumbersController],
  providers: [
    { provide: SpokenTexts, useExisting: PromptsService },
    MenuCompiler,
    MenuWriter,
    SwitchboardNumbersService,
  ],
  exports: [SpokenTexts, MenuWriter],
})
export class MenusModule {}
