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
  'call-again': {
    en: 'To reach whom you last spoke with, press 0.',
    zh: '联系上次与您通话的人，请按 0。',
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

  // To the owner of a line, who is asked for consent. The question itself is made for each.
  'consent-code': {
    en:
      'To answer, enter the six-digit code shown to whoever asks you. ' +
      'If you know nothing of this, please hang up.',
    zh: '如需答复，请输入申请人看到的六位验证码。如果您不了解此事，请挂机。',
  },
  'consent-code-too-short': { en: 'The code has six digits.', zh: '验证码是六位数。' },
  'consent-code-wrong': { en: 'That is not the right code.', zh: '您输入的验证码不正确。' },
  'consent-code-spent': {
    en: 'That code can no longer be used. Please ask for a new one. Goodbye.',
    zh: '这个验证码已经失效，请重新申请，再见。',
  },
  'consent-confirm': { en: 'To say yes, press 1. To say no, press 2.', zh: '同意请按 1，不同意请按 2。' },
  'consent-recorded': {
    en: 'Thank you. Your consent is recorded. To withdraw it, call us from this phone. Goodbye.',
    zh: '谢谢，已经记录您的同意。如需撤回，请用这部电话致电我们，再见。',
  },
  'consent-declined': {
    en: 'Thank you. Your no is recorded. Goodbye.',
    zh: '好的，已经记录您不同意，再见。',
  },
  'consent-unanswered': {
    en: 'We did not receive an answer, so nothing changes. Goodbye.',
    zh: '没有收到您的答复，不会有任何改变，再见。',
  },
  'consent-failed': {
    en: 'Sorry, something went wrong on our side, and we cannot go on. Goodbye.',
    zh: '抱歉，我们的系统出了问题，无法继续，再见。',
  },

  // To a professional who calls from the direct line.
  'professional-welcome': { en: 'Welcome back.', zh: '欢迎回来。' },
  'professional-missed-none': { en: 'You have not missed any calls lately.', zh: '您最近没有未接来电。' },
  'professional-missed-one': {
    en: 'You have missed one call lately.',
    zh: '您最近有一个未接来电。',
  },
  'professional-missed-two': {
    en: 'You have missed two calls lately.',
    zh: '您最近有两个未接来电。',
  },
  'professional-missed-three': {
    en: 'You have missed three calls lately.',
    zh: '您最近有三个未接来电。',
  },
  'professional-missed-four': {
    en: 'You have missed four calls lately.',
    zh: '您最近有四个未接来电。',
  },
  'professional-missed-five': {
    en: 'You have missed five calls lately.',
    zh: '您最近有五个未接来电。',
  },
  'professional-missed-six': {
    en: 'You have missed six calls lately.',
    zh: '您最近有六个未接来电。',
  },
  'professional-missed-seven': {
    en: 'You have missed seven calls lately.',
    zh: '您最近有七个未接来电。',
  },
  'professional-missed-eight': {
    en: 'You have missed eight calls lately.',
    zh: '您最近有八个未接来电。',
  },
  'professional-missed-nine': {
    en: 'You have missed nine calls lately.',
    zh: '您最近有九个未接来电。',
  },
  'professional-missed-ten': {
    en: 'You have missed ten calls lately.',
    zh: '您最近有十个未接来电。',
  },
  'professional-missed-more': {
    en: 'You have missed more than ten calls lately.',
    zh: '您最近有十个以上的未接来电。',
  },
  'professional-available': { en: 'You are taking calls.', zh: '您现在可以接听来电。' },
  'professional-away': { en: 'You are not taking calls.', zh: '您现在不接听来电。' },
  'professional-key-call-back': {
    en: 'To call your last caller back, press 1.',
    zh: '给上一位来电者回电，请按 1。',
  },
  'professional-key-away': { en: 'To stop taking calls, press 2.', zh: '暂停接听来电，请按 2。' },
  'professional-key-available': { en: 'To take calls again, press 2.', zh: '恢复接听来电，请按 2。' },
  'professional-key-again': { en: 'To hear what is waiting again, press 3.', zh: '重听未接来电，请按 3。' },
  'professional-key-withdraw': { en: 'To withdraw your consent, press 9.', zh: '撤回您的同意，请按 9。' },
  'professional-key-go-on': {
    en: 'For the menu that every caller hears, press 0.',
    zh: '进入普通来电菜单，请按 0。',
  },
  'professional-confirm-withdrawal': {
    en: 'Nobody will reach you through us any more. To withdraw your consent, press 9 again. To keep it, press 1.',
    zh: '撤回之后，没有人能再通过我们联系到您。确认撤回请再按一次 9，保留请按 1。',
  },
  'professional-consent-kept': { en: 'Your consent stays as it is.', zh: '您的同意没有改变。' },
  'professional-withdrawn': { en: 'Your consent is withdrawn.', zh: '您的同意已经撤回。' },
  'professional-not-changed': {
    en: 'Sorry, that could not be changed. Please try again.',
    zh: '抱歉，没有更改成功，请再试一次。',
  },
  'professional-nobody-to-call': { en: 'There is nobody to call back.', zh: '没有可以回电的来电者。' },

  // To a caller who is called back.
  'return-whisper': {
    en: 'Your call through Throughline is being returned. Press 1 to accept.',
    zh: '您通过 Throughline 拨打的电话现在给您回拨，接听请按 1。',
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
