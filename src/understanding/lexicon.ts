import type { Category } from '../shared/category.ts';
import type { TopicId } from '../shared/topics.ts';

/** Words that speak for a topic; the first line of a tie wins. */
export const TOPIC_WORDS: readonly (readonly [TopicId, RegExp])[] = [
  ['pipe-burst', /爆管|水管.{0,3}爆|关不住水|水浸|喷水/g],
  ['drain-blocked', /堵|不下水|反水|疏通|通一下|地漏/g],
  ['plumbing', /龙头|水龙头|马桶|阀门?|角阀|水箱|滴水|花洒|水管|洗手盆|水槽/g],
  ['water-outage-indoor', /没水|停水|水压|水泵/g],
  ['power-indoor', /跳闸|没电|停电|漏电|电闸|空开|短路/g],
  ['lighting-public', /路灯|楼道灯|走廊灯|声控灯|车库灯/g],
  ['lighting-indoor', /灯泡|灯具|插座|灯(?:坏|不亮)|开关/g],
  ['heating', /暖气|地暖|供暖/g],
  ['lift-fault', /电梯/g],
  ['access-control', /门禁|对讲|道闸|刷脸|门卡|单元门(?:打不开|坏|关不上)/g],
  ['structure-falling', /栏杆|扶手|踏步|外墙.{0,4}(?:掉|脱落)|玻璃.{0,4}(?:裂|碎|掉)/g],
  ['fire-equipment', /消防栓|灭火器|烟感|喷淋/g],
  ['door-window', /门锁|锁芯|门把手|合页|门窗|窗户|纱窗|防盗门|房门/g],
  ['leak', /渗水|漏水|渗漏|防水|漏到/g],
  ['appliance', /热水器|空调|油烟机|燃气灶|洗衣机|冰箱/g],
  ['network', /网络|宽带|电视信号|光纤/g],
  ['public-facility', /健身器材|滑梯|路面|井盖|座椅|喷泉|凉亭/g],
  ['noise-neighbour', /噪音|吵|扰民|太响|装修声|拖椅子|半夜/g],
  ['noise-external', /工地|广场舞|商铺.{0,4}吵/g],
  ['parking', /车位|停车|乱停|僵尸车|堵车库|占道/g],
  ['fire-lane', /消防通道|电动车.{0,4}(?:充电|上楼)|飞线/g],
  ['renovation', /违规装修|敲承重墙|违建|装修垃圾/g],
  ['falling-objects', /高空抛物|乱扔/g],
  ['pet-nuisance', /狗屎|狗叫|不牵绳|遛狗|宠物扰/g],
  ['sanitation', /垃圾|卫生|脏|臭|蟑螂|老鼠|虫子/g],
  ['greening', /绿化|草坪|树枝|树木|花草/g],
  ['fees', /乱收费|多收|收费(?:不|太)|物业费.{0,6}(?:高|不合理|收得)/g],
  ['attitude', /态度|骂人|凶|不理人|爱理不理|服务差/g],
  ['broken-promise', /说好的|答应.{0,6}没|联系不上|不接电话|管家不/g],
  ['slow-repair', /(?:报修|修)了?.{0,4}(?:次|天|周|月).{0,8}(?:没|不)|没人来|拖了/g],
  ['compensation', /赔|索赔|损失/g],
  ['security', /保安.{0,8}(?:睡|不管|不在|玩手机)|外来人员|随便进/g],
  ['housekeeping', /保洁服务|家政|钟点工|打扫|擦(?:下)?(?:外)?窗|开荒/g],
  ['installation', /安装|装(?:个|一下|灯)|上门装|组装/g],
  ['appliance-cleaning', /清洗/g],
  ['errand', /代(?:收|买|办)|喂|浇花|帮忙拿|搬/g],
  ['rental', /出租|租房|卖房|租售|找房/g],
  ['praise-staff', /表扬|锦旗|点赞|热心|负责任|好样的/g],
  ['suggestion-facility', /建议|希望能?|能不能(?:加|增|装|设)|最好(?:能|装|铺)/g],
  ['lost', /丢了|掉了|遗失|不见了|落在|有没有人捡到/g],
  ['found', /捡到|拾到/g],
  ['pet', /流浪(?:猫|狗)|养狗|办狗证/g],
  ['enquiry-fees', /物业费(?:多少|怎么交)|停车费|怎么收费|多少钱/g],
  ['enquiry-procedure', /装修手续|办(?:理|卡|证)|续费|怎么办理|需要什么材料/g],
  ['enquiry-other', /请问|几点|在哪|什么时候|电话(?:是)?多少|能不能问/g],
];

/** Words that speak for a category whatever the topic, with their weight. */
export const CATEGORY_WORDS: readonly (readonly [Category, number, RegExp])[] = [
  ['售后', 3, /交房|收房|验房|开发商|地产|保修期|遗留|精装/g],
  ['投诉', 3, /投诉|太差|没人管|不像话|什么破|忍无可忍|举报|差劲|气死/g],
  ['投诉', 2, /报修.{0,4}(?:次|遍)|几次了|一直没|天天|每天半夜/g],
  ['报修', 2, /坏了|坏掉|修一下|报修|维修|不能用|打不开|关不上|漏|堵|不亮|裂/g],
  ['服务', 2, /预约|上门|有偿|帮(?:我|忙)|想请|需要.{0,4}服务/g],
  ['表扬', 3, /表扬|感谢|锦旗|点赞|真好|太好了|满意/g],
  ['建议', 3, /建议|希望(?:物业|小区|能)|提个|增设|改进/g],
  ['其它', 2, /请问|咨询|怎么办理|捡到|丢了|遗失|几点/g],
];

/** What makes a repair urgent (篇5 六.4). Loudness does not: 马上 and 快点 are not here. */
export const URGENT_WORDS =
  /漫出|溢出|喷水|爆管|止不住|关不住|停水|没水|停电|没电|跳闸|漏电|火花|栏杆.{0,6}(?:松|晃|断)|扶手.{0,6}(?:松|晃|断)|踏步.{0,4}(?:断|裂)|要掉|掉下来|坠落|砸|电梯.{0,6}(?:停|坏|不动|急停|下坠)|抢修|急修|紧急|淹/;

/** Takes urgency back. */
export const NOT_URGENT = /不急|不着急|有空再|不用急|方便的时候/;
