import type { Condition } from '../flow/condition.ts';
import type { DoStep, Flow } from '../flow/types.ts';

/** What a deed is called in a drawing. */
export const DEED_NAMES: Readonly<Record<DoStep['deed'], string>> = {
  'open-ticket': '开工单',
  'hand-over': '转人工',
  relay: '转告',
  privacy: '转个人信息专办',
  forget: '忘掉房号和电话',
  end: '结束',
};

const FACT_NAMES: Readonly<Record<string, string>> = {
  urgent: '急修',
  place: '已说位置',
  accused: '已说是谁',
  confidential: '要求保密',
  paid: '有偿',
  category: '类别',
  topic: '主题',
  relation: '身份',
  visit: '回访种类',
  'known.any': '记得这位业主',
};

const VALUE_NAMES: Readonly<Record<string, string>> = { yes: '是', no: '否', known: '有', unknown: '没有' };

/** A condition as a property manager reads it: `是否解决：还没解决`. */
export function conditionName(flow: Flow, condition: Condition): string {
  return condition.terms
    .map(({ name, values }) => {
      const step = flow.steps[flow.indexOf.get(name) ?? -1];
      const label = step?.kind === 'collect' ? step.label : (FACT_NAMES[name] ?? name);
      const options = step?.kind === 'collect' ? step.options : [];
      const words = values.map(
        (value) => options.find((option) => option.id === value)?.text ?? VALUE_NAMES[value] ?? value,
      );
      return `${label}：${words.join('、')}`;
    })
    .join('，');
}

const EVENT_NAMES: Readonly<Record<string, string>> = { quote: '师傅报价', danger: '话里有危险', visit: '回访' };
const VISIT_NAMES: Readonly<Record<string, string>> = {
  closing: '完成时',
  dated: '定期',
  leader: '领导',
  survey: '征求意见',
};
const INTENT_NAMES: Readonly<Record<string, string>> = {
  greeting: '打招呼',
  smalltalk: '闲聊',
  thanks: '道谢',
  farewell: '道别',
  privacy: '问隐私',
  'my-info': '查我的信息',
  'delete-info': '删除我的信息',
  'how-to-complain': '问怎么投诉',
  relay: '请转告',
};

/** What starts a flow, in words. */
export function startName(flow: Flow, topicName: (topic: string) => string): string {
  const { categories, topics, intents, words, event, visits } = flow.starts;
  const parts = [
    ...(event === null ? [] : [EVENT_NAMES[event] ?? event]),
    ...visits.map((visit) => VISIT_NAMES[visit] ?? visit),
    ...categories.map((category) => `类别 ${category}`),
    ...topics.map((topic) => `主题 ${topicName(topic)}`),
    ...intents.map((intent) => INTENT_NAMES[intent] ?? intent),
    ...words.map((all) => `说到“${all.join('”和“')}”`),
  ];
  return parts.join('；');
}
