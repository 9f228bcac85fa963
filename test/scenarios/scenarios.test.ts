import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { play } from './sentences.js';
import { Stage } from './stage.js';

// A story is what happens, a line each, and beneath each line, indented, what Throughline does about it.
// UPDATE_SCENARIOS=1 writes the indented lines anew, to be read as a diff.

const folder = path.join(import.meta.dirname, 'stories');
const files = readdirSync(folder).filter((file) => file.endsWith('.txt'));

describe('the story', () => {
  it.each(files.map((file) => [path.basename(file, '.txt').replaceAll('-', ' '), file]))('%s', (_, file) => {
    const story = path.join(folder, file);
    const written = readFileSync(story, 'utf8');
    const stage = new Stage();
    const played = replay(written, stage);
    if (process.env['UPDATE_SCENARIOS']) writeFileSync(story, played);
    else expect(played).toBe(written);
    expect(stage.state.name).toBe('ended');
  });
});

function replay(story: string, stage: Stage): string {
  const lines = story.trimEnd().split('\n');
  const happenings = lines.filter((line) => !line.startsWith(' '));
  return happenings.flatMap((line) => [line, ...answer(stage, line)]).join('\n') + '\n';
}

function answer(stage: Stage, line: string): string[] {
  if (line === '' || line.startsWith('#')) return [];
  play(stage, line);
  return stage.takeLines().map((told) => `    ${told}`);
}
