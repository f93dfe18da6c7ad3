import type { Intent, IntentKind, UnderstandContext } from './types.ts';

const SIGNS: readonly (readonly [IntentKind, RegExp])[] = [
  ['greeting', /^(?:你好|您好|在吗|在不在|有人吗|哈喽|HELLO|HI|早上好|下午好|晚上好|早)[啊呀吗呢!！。~,， ]*$/],
  ['thanks', /^(?:好的?[,， ]?)?(?:谢谢|多谢|感谢|谢啦|谢了|辛苦了?)[^，。]{0,8}$/],
  ['farewell', /^(?:再见|拜拜|BYE.*|没事了|没别的了|不用了谢谢)[。!！]*$/],
  ['human', /转人工|人工(?:客服|服务)?$|找(?:个)?(?:人|真人|客服|管家|领导)|叫你们(?:经理|领导)/],
  ['my-info', /^我的信息$/],
  ['delete-info', /删除我的信息/],
  ['privacy', /^(?:隐私|隐私说明|隐私政策)$/],
  ['how-to-complain', /怎么投诉|投诉电话|哪里投诉|如何投诉/],
  ['confidential', /保密|匿名|不要(?:告诉|说是我)|别(?:告诉|说是我)/],
  ['rework', /还没修好|没修好|又(?:漏|坏|堵|停|不)|白修|修完[又还]/],
  ['progress', /进度|到哪一?步|处理得?怎么样|什么时候(?:来|修|处理)|查一?下(?:单|工单|我的)|修得?怎么样/],
  ['urge', /催(?:一下|单|促)?|怎么还(?:没|不)|还没(?:来|人|到)/],
  ['cancel', /不用(?:来|修|处理)了|取消|撤销|算了/],
  [
    'correction',
    /(?:是.{1,12}不是.{1,12})|(?:电话|号码|房号|地址|时间)(?:写|打|说)?(?:错|换成|改成|改为|应该是)|说错了|打错了/,
  ],
  ['repeat', /^(?:什么|没听懂|再说一遍|重复|没看懂)[?？]*$/],
  ['skip', /^(?:跳过|不填|没有|不说|略过|下一[个步])$/],
  ['why', /为什么(?:要)?(?:问|填|知道)|问这个干(?:嘛|什么|吗)/],
  ['yes', /^(?:是的?|对的?|嗯+|好的?|可以|行|没错|确认|同意|OK|要的?|解决了|修好了|好了|正常)[了啊呀吧,，。!！ ]*$/],
  ['no', /^(?:不是?|不对|不行|不用|否|不同意|没有?|没解决|未解决|没修好|不可以)[的了啊呀,，。!！ ]*$/],
];

const SCORE = /^([1-5一二三四五])(?:分|星)?$/;
const RELAY =
  /(?:请|麻烦|帮(?:我|忙))?转告(?:一下)?(?<who>[\u4e00-\u9fa5]{1,6}?(?:师傅|经理|管家|先生|女士|主管|阿姨|老师))/;

function choiceOf(text: string, context: UnderstandContext): Intent | null {
  const number = /^(?:第)?([1-9]\d?|[一二三四五六七八九十])(?:个|项|号)?[。.、]?$/.exec(text)?.[1];
  if (number !== undefined) {
    const value = /\d/.test(number) ? Number(number) : '一二三四五六七八九十'.indexOf(number) + 1;
    return { kind: 'choice', text, value };
  }
  const at = context.choices?.findIndex((choice) => choice === text) ?? -1;
  return at === -1 ? null : { kind: 'choice', text, value: at + 1 };
}

/** What the writer wants besides handing in a matter. */
export function findIntents(text: string, context: UnderstandContext): Intent[] {
  const trimmed = text.trim();
  const intents: Intent[] = [];
  const choice = choiceOf(trimmed, context);
  if (choice !== null) intents.push(choice);
  const score = SCORE.exec(trimmed)?.[1];
  if (score !== undefined) {
    intents.push({
      kind: 'score',
      text: trimmed,
      value: /\d/.test(score) ? Number(score) : '一二三四五'.indexOf(score) + 1,
    });
  }
  for (const [kind, sign] of SIGNS) {
    const found = sign.exec(trimmed);
    if (found !== null) intents.push({ kind, text: found[0] });
  }
  const relay = RELAY.exec(trimmed);
  if (relay?.groups?.who !== undefined) intents.push({ kind: 'relay', text: relay[0], value: relay.groups.who });
  return intents;
}
