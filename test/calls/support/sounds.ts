import { readFileSync } from 'node:fs';
import { fromUlaw } from '../../../scripts/lib/phones/sound.mjs';
import type { Language } from '../../../src/call-flow/prompt.js';
import type { CatalogueName } from '../../../src/prompts/catalogue.js';
import { contentKey } from '../../../src/prompts/content-key.js';
import { audioPath, catalogueFile } from '../../../src/prompts/prompt-files.js';
import { spokenText } from '../../../src/prompts/spoken-text.js';

export interface Sound {
  name: string;
  samples: Int16Array;
}

/** The very audio that the switchboard plays, to be found again in what a phone hears. */
export class Sounds {
  constructor(private readonly directory: string) {}

  /** A sentence of the catalogue. */
  said(name: CatalogueName, language: Language = 'en'): Sound {
    return this.read(name, catalogueFile(language, name));
  }

  /** Words of a menu or a category. */
  words(text: string, language: Language = 'en'): Sound {
    return this.read(`"${text}"`, `text/${contentKey(language, spokenText(text))}`);
  }

  path(name: CatalogueName, language: Language = 'en'): string {
    return audioPath(this.directory, catalogueFile(language, name));
  }

  private read(name: string, file: string): Sound {
    return { name, samples: fromUlaw(readFileSync(audioPath(this.directory, file))) };
  }
}
