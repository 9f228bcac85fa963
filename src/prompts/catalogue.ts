import type { Language } from '../call-flow/prompt.js';

export const LANGUAGES = ['en', 'zh'] as const satisfies readonly Language[];

type Words = Record<Language, string>;

/**
 * Everything the switchboard says that no operator wrote. Names are stable: the call flow and stored calls use them.
 * Sentences are short, carry no name and no number, and never tell more of a professional than that the call failed.
 */
export const CATALOGUE = {
  // The menu.
  greeting: { en: 'Welcome to Throughline.', zh: '您好，欢迎致电 Throughline。' },
  'extension-invitation': {
    en: 'If you know the extension, you may dial it at any time.',
    zh: '如果您知道分机号，可以随时直接拨打。',
  },

  // What was wrong with an entry.
  'key-not-offered': { en: 'That key is not in this menu.', zh: '没有这个选项。' },
  'nothing-entered': { en: 'We did not receive any key.', zh: '没有收到您的按键。' },
  'extension-too-short': {
    en: 'That extension is too short. It has six digits.',
    zh: '您输入的分机号不完整，分机号是六位数。',
  },
  'extension-mistyped': {
    en: 'That extension does not seem right. Please check it and dial it again.',
    zh: '您输入的分机号有误，请核对之后再拨一次。',
  },
  // Wrong, withdrawn and unlisted alike: whoever tries extensions learns nothing.
  'extension-not-listed': {
    en: 'That extension is not in use.',
    zh: '您输入的分机号没有开通。',
  },

  // Looking for somebody and ringing.

  // How ringing ended.
  'line-busy': { en: 'That line is busy.', zh: '您拨打的电话正在通话中。' },
  'line-declined': {
    en: 'The person you are calling cannot take your call right now.',
    zh: '对方现在不方便接听您的电话。',
  },
  'line-no-answer': { en: 'There is no answer.', zh: '您拨打的电话没有人接听。' },
  'line-unreachable': {
    en: 'That line cannot be reached at the moment.',
    zh: '您拨打的电话暂时无法接通。',
  },
  'line-not-accepted': { en: 'Your call was not picked up.', zh: '对方没有接听您的电话。' },
  'line-not-available': {
    en: 'That line is not taking calls at this time.',
    zh: '您拨打的电话目前不接听来电。',
  },
  'line-number-withheld': {
    en: 'That line takes calls only from callers who show their number.',
    zh: '对方只接听显示号码的来电。',
  },
  'nobody-available': {
    en: 'Sorry, nobody is available right now.',
    zh: '抱歉，现在没有人可以接听。',
  },
  'offer-next': {
    en: 'To try the next available professional, press 1. Otherwise, please hang up.',
    zh: '转接下一位请按 1，结束通话请挂机。',
  },

  // The end of a call.
  goodbye: { en: 'Thank you for calling. Goodbye.', zh: '感谢您的来电，再见。' },
  'goodbye-too-many-attempts': {
    en: 'Sorry, we did not receive a valid entry. Please call again. Goodbye.',
    zh: '抱歉，没有收到有效的选择，请您稍后再拨，再见。',
  },
  'number-unknown': {
    en: 'The number you have dialled is not in use. Please check the number and call again.',
    zh: '您拨打的号码是空号，请核对之后再拨。',
  },
  apology: {
    en: 'Sorry, something went wrong on our side. Please call again in a few minutes.',
    zh: '抱歉，我们的系统出了问题，请您过几分钟再拨。',
  },
  'longest-call-reached': {
    en: 'This call has reached its time limit and will now end. Thank you.',
    zh: '本次通话已经达到时间上限，现在结束，谢谢。',
  },

  // To the professional.
  whisper: {
    en: 'A call through Throughline. Press 1 to accept.',
    zh: '您有一个 Throughline 来电，接听请按 1。',
  },
  'whisper-again': {
    en: 'To take the call, press 1. Otherwise, please hang up.',
    zh: '接听请按 1，不方便接听请挂机。',
  },

  // What the demo's professionals say.
  'demo-conversation': {
    en:
      'Hello. We are talking through Throughline, and neither of us can see the number of the other. ' +
      'Now say something, and you will hear yourself.',
    zh: '您好。我们正在通过 Throughline 通话，双方都看不到对方的号码。请说几句话，您会听到自己的声音。',
  },
} as const satisfies Record<string, Words>;

export type CatalogueName = keyof typeof CATALOGUE;

export const catalogueNames = Object.keys(CATALOGUE) as CatalogueName[];

export const isCatalogueName = (name: string): name is CatalogueName => Object.hasOwn(CATALOGUE, name);
