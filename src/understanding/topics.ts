/** The topics that understanding can tell apart, with their names for people. */
import type { Category } from '../shared/index.ts';

/** What a topic is before any company has configured it: its name for people and the category it mainly belongs to. */
export interface TopicMeaning {
  readonly name: string;
  readonly category: Category;
}

/**
 * The topics that understanding can tell apart. `config/routing.yaml` says for each which department, limits, advice and
 * visits it gets; a topic that a company adds there works in conversation and routing at once and is recognised as soon as
 * lines for it stand in the training corpus.
 */
export const TOPICS = {
  'pipe-burst': { name: '水管爆裂、大量漏水', category: '报修' },
  'water-outage-indoor': { name: '户内停水、水泵故障', category: '报修' },
  'drain-blocked': { name: '下水堵塞', category: '报修' },
  plumbing: { name: '水龙头、马桶、阀门', category: '报修' },
  'power-indoor': { name: '户内停电、跳闸、漏电', category: '报修' },
  'lighting-indoor': { name: '室内灯具、插座', category: '报修' },
  'lighting-public': { name: '公共照明', category: '报修' },
  heating: { name: '暖气', category: '报修' },
  'lift-fault': { name: '电梯故障', category: '报修' },
  'access-control': { name: '门禁、对讲、道闸', category: '报修' },
  'structure-falling': { name: '栏杆、玻璃、外墙、踏步松动', category: '报修' },
  'fire-equipment': { name: '消防设施', category: '报修' },
  'door-window': { name: '门窗、锁具', category: '报修' },
  leak: { name: '渗漏水', category: '报修' },
  appliance: { name: '家用电器', category: '报修' },
  network: { name: '网络、电视、弱电', category: '报修' },
  'public-facility': { name: '公共设施', category: '报修' },
  'repair-other': { name: '其它报修', category: '报修' },
  'handover-leak': { name: '交房遗留：渗漏', category: '售后' },
  'handover-wall': { name: '交房遗留：墙面、空鼓、开裂', category: '售后' },
  'handover-door-window': { name: '交房遗留：门窗', category: '售后' },
  'handover-equipment': { name: '交房遗留：设备', category: '售后' },
  'handover-other': { name: '交房遗留：其它', category: '售后' },
  'noise-neighbour': { name: '邻里噪音', category: '投诉' },
  'noise-external': { name: '工地、道路、商户噪音', category: '投诉' },
  parking: { name: '车位、乱停车', category: '投诉' },
  'fire-lane': { name: '消防通道、电动车充电', category: '投诉' },
  renovation: { name: '违规装修', category: '投诉' },
  'falling-objects': { name: '高空抛物', category: '投诉' },
  'pet-nuisance': { name: '宠物扰民', category: '投诉' },
  sanitation: { name: '垃圾、卫生、虫害', category: '投诉' },
  greening: { name: '绿化', category: '投诉' },
  fees: { name: '收费争议', category: '投诉' },
  attitude: { name: '服务态度、失职', category: '投诉' },
  'broken-promise': { name: '承诺未兑现、联系不上', category: '投诉' },
  'slow-repair': { name: '维修不及时', category: '投诉' },
  'outage-municipal': { name: '市政停水停电停气', category: '投诉' },
  compensation: { name: '索赔', category: '投诉' },
  security: { name: '安保', category: '投诉' },
  parcel: { name: '快递', category: '投诉' },
  'complaint-other': { name: '其它投诉', category: '投诉' },
  housekeeping: { name: '保洁、家政', category: '服务' },
  installation: { name: '安装、代修', category: '服务' },
  'appliance-cleaning': { name: '家电清洗', category: '服务' },
  errand: { name: '代办、照看', category: '服务' },
  rental: { name: '租售', category: '服务' },
  'service-other': { name: '其它服务', category: '服务' },
  'praise-staff': { name: '表扬员工', category: '表扬' },
  'praise-service': { name: '表扬服务', category: '表扬' },
  'suggestion-facility': { name: '设施建议', category: '建议' },
  'suggestion-management': { name: '管理建议', category: '建议' },
  lost: { name: '失物', category: '其它' },
  found: { name: '拾物', category: '其它' },
  pet: { name: '宠物', category: '其它' },
  'enquiry-fees': { name: '费用咨询', category: '其它' },
  'enquiry-procedure': { name: '手续咨询', category: '其它' },
  'enquiry-other': { name: '其它咨询', category: '其它' },
  relay: { name: '转告', category: '其它' },
  emergency: { name: '突发事件', category: '其它' },
  other: { name: '其它', category: '其它' },
} as const satisfies Record<string, TopicMeaning>;

/** A topic known to the trained model. */
export type TopicId = keyof typeof TOPICS;

/** Every topic known to the trained model. */
export const TOPIC_IDS = Object.keys(TOPICS) as TopicId[];

/** The name people read for a topic; an unknown topic is shown by its id. */
export function topicName(topic: string | null): string {
  if (topic === null) return '';
  return Object.hasOwn(TOPICS, topic) ? TOPICS[topic as TopicId].name : topic;
}
