import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { readSound } from '../../../scripts/lib/phones/sound.mjs';
import { placeFrom } from '../../../scripts/lib/place.mjs';
import { inProject } from '../../../scripts/lib/project.mjs';
import type { Language } from '../../../src/call-flow/prompt.js';
import { catalogueNames, LANGUAGES } from '../../../src/prompts/catalogue.js';
import { FINISH } from '../../../src/prompts/finish.js';
import { makePrompts } from '../../../src/prompts/make-prompts.js';
import { PromptsService } from '../../../src/prompts/prompts.service.js';

const runner = [process.execPath, inProject('scripts/in-root.mjs'), placeFrom().rootfs, '--'];
const nothingToDo = ['/nonexistent/synthesiser'];

const db = (value: number) => 20 * Math.log10(value / 32767);
const peak = (samples: Int16Array) => samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
const rms = (samples: Int16Array) =>
  Math.sqrt(samples.reduce((sum, s) => sum + s * s, 0) / (samples.length || 1));

jest.setTimeout(60_000);

describe('prompts, spoken', () => {
  const directory = mkdtempSync(join(tmpdir(), 'prompts-'));
  const prompts = new PromptsService({ directory, runner });
  const files = (folder: string) => readdirSync(join(directory, folder)).sort();
  const heard = (language: Language, prompt: string) => readSound(`${prompts.file(language, prompt)}.ulaw`);
  const say = async (language: Language, text: string) =>
    heard(language, await prompts.textPrompt(language, text));
  const progress: string[] = [];

  beforeAll(() => makePrompts({ directory, runner }, (done, all) => progress.push(`${done}/${all}`)));
  afterAll(() => rmSync(directory, { recursive: true }));

  it('says how far it is', () => {
    const all = catalogueNames.length * LANGUAGES.length;
    expect(progress).toEqual(Array.from({ length: all }, (_, i) => `${i + 1}/${all}`));
  });

  it('are forgotten, and spoken again where they are asked for again', async () => {
    const prompt = await prompts.textPrompt('en', 'May Doctor 1 be listed?');
    const other = new PromptsService({ directory, runner });
    const file = `${other.file('en', prompt)}.ulaw`;
    await prompts.forget('en', 'May Doctor 1 be listed?');
    expect(existsSync(file)).toBe(false);
    await prompts.forget('en', 'May Doctor 1 be listed?');
    expect(await other.textPrompt('en', 'May Doctor 1 be listed?')).toBe(prompt);
    expect(existsSync(file)).toBe(true);
  });

  describe.each(LANGUAGES)('in %s', (language) => {
    it.each(catalogueNames)('%s sounds like speech on a telephone', async (name) => {
      const samples = await heard(language, name);
      const tail = (FINISH.tailMs / 1000) * 8000;
      const speech = samples.subarray(0, -tail);
      expect(samples.length / 8000).toBeGreaterThan(0.8);
      expect(samples.length / 8000).toBeLessThan(15);
      expect(prompts.duration(language, name)).toBe(Math.round(samples.length / 8));
      expect(db(rms(speech))).toBeGreaterThan(-26);
      expect(db(rms(speech))).toBeLessThan(-17);
      expect(db(peak(speech))).toBeLessThan(-1);
      expect(peak(samples.subarray(-tail))).toBe(0);
      expect(peak(speech.subarray(-800))).toBeGreaterThan(50);
    });

    it('no two prompts sound the same', async () => {
      const all = await Promise.all(catalogueNames.map((name) => heard(language, name)));
      expect(new Set(all.map((samples) => Buffer.from(samples.buffer).toString('base64'))).size).toBe(
        all.length,
      );
    });
  });

  it('longer sentences take longer', async () => {
    for (const language of LANGUAGES) {
      const [short, long] = [prompts.duration(language, 'greeting'), prompts.duration(language, 'apology')];
      expect(long).toBeGreaterThan(2 * (short ?? Infinity));
    }
  });

  it('gives Asterisk music to hold, in a folder of nothing else, and the demo its talk', () => {
    expect(files('music')).toEqual(['hold.ulaw']);
    expect(files('demo')).toEqual(['conversation.ulaw']);
  });

  it('makes nothing when all is there, and starts no synthesiser for it', async () => {
    const before = LANGUAGES.map(files);
    expect(await makePrompts({ directory, runner: nothingToDo }, () => {})).toBe(0);
    expect(LANGUAGES.map(files)).toEqual(before);
  });

  it('makes what is missing, and takes away what nobody says any more, but no operator’s words', async () => {
    const kept = await prompts.textPrompt('en', 'For plumbers, press 4.');
    const stale = join(directory, 'en', `greeting-${'0'.repeat(24)}.ulaw`);
    writeFileSync(stale, 'old words');
    rmSync(`${prompts.file('en', 'goodbye')}.ulaw`);
    expect(await makePrompts({ directory, runner }, () => {})).toBe(1);
    expect(existsSync(stale)).toBe(false);
    expect(existsSync(`${prompts.file('en', 'goodbye')}.ulaw`)).toBe(true);
    expect(existsSync(join(directory, `${kept}.ulaw`))).toBe(true);
  });

  it('speaks an operator’s words once', async () => {
    const asked = ['Dentists.', 'Dentists.', ' Dentists. '].map((text) => prompts.textPrompt('en', text));
    const [first, ...others] = await Promise.all(asked);
    expect(first).toMatch(/^text\/[0-9a-f]{24}$/);
    expect(others).toEqual([first, first]);
    expect(await new PromptsService({ directory, runner: nothingToDo }).textPrompt('en', 'Dentists.')).toBe(
      first,
    );
  });

  it('reads out what means something to a shell', async () => {
    const text = '$(sleep 30) `id` "; exit; \' | -o %s \\n and so on';
    for (const language of LANGUAGES) expect((await say(language, text)).length).toBeGreaterThan(8000);
  });

  it('does not obey mark-up', async () => {
    const samples = await say('en', 'Hello <break time="20s"/> there.');
    expect(samples.length / 8000).toBeGreaterThan(1);
    expect(samples.length / 8000).toBeLessThan(10);
  });

  it('leaves the work of a text whole when another is refused', async () => {
    const [good, bad] = await Promise.allSettled([
      prompts.textPrompt('en', 'For gardeners, press 5.'),
      prompts.textPrompt('en', '请稍等'),
    ]);
    expect(good.status).toBe('fulfilled');
    expect(bad).toMatchObject({
      reason: { code: 'prompt_text_unspeakable', message: expect.stringContaining('请稍等') },
    });
  });

  it('names the words and what to do when the synthesiser cannot be had', async () => {
    const broken = new PromptsService({ directory, runner: nothingToDo });
    await expect(broken.textPrompt('en', 'For bakers, press 5.')).rejects.toMatchObject({
      code: 'speech_failed',
      message: expect.stringMatching(
        /"For bakers, press 5\.".*ENOENT.*rhvoice-english and sox.*SPEECH_RUNNER/,
      ),
    });
    expect(await prompts.textPrompt('en', 'For bakers, press 5.')).toMatch(/^text\//);
  });

  it('has no file for a prompt that is missing or no prompt', () => {
    expect(prompts.file('en', `text/${'0'.repeat(24)}`)).toBeUndefined();
    expect(prompts.file('en', '../../etc/passwd')).toBeUndefined();
    expect(prompts.duration('en', 'nonsense')).toBeUndefined();
  });

  it('leaves nothing half made behind', () => {
    const all = readdirSync(directory, { recursive: true, encoding: 'utf8' });
    expect(all.filter((name) => name.includes('.') && !name.endsWith('.ulaw'))).toEqual([]);
  });
});
