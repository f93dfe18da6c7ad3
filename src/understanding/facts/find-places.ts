/** Finds public places and floors. */
const FLOOR = '(?:地下|负)?(?:\\d{1,2}|[一二三四五六七八九十]{1,3})[楼层](?!栋|的业主|户)|B\\d层?(?=车库|层|的|停|$|,)';
const SPOT =
  '(?:地下|地面|负一楼?|负二楼?|B\\d)?(?:车库|停车场|地库)(?:入口|出口|门口)?|大堂|大厅|门厅|架空层|楼道|走廊|过道|楼梯间|楼梯口|楼梯|天台|楼顶|屋顶花园|屋顶|电梯(?:厅|里|口|间|井|机房)|[东南西北][南北]?(?:大|侧)?门(?!口的店)|大门口?|小门|侧门|岗亭|门岗|保安室|监控室|中控室|物业(?:办公室|中心|服务中心)|客服中心|前台|花园|中心广场|小广场|广场|游乐场|儿童乐园|儿童区|滑梯|沙坑|配电[房室]|水泵房|设备间|强电井|弱电井|管道井|泳池|游泳池|健身[区房]|篮球场|羽毛球场|球场|快递柜|快递点|驿站|垃圾[站房桶点]|单元门口?|人工湖|景观湖|喷泉|水池|池塘|凉亭|围墙|绿化带|草坪|花坛|充电桩|自行车棚|车棚|非机动车库|消防通道|连廊|会所|幼儿园|商铺|底商|超市门口|(?<![号栋幢#])楼下';
const PLACES = new RegExp(`(?:${FLOOR})?(?:的)?(?:${SPOT})|${FLOOR}`, 'g');
const MARK = /[楼层库堂厅廊道梯台顶门岗室心场园区井池湖泉亭墙带坪坛桩棚所柜站B]/;

/** Public places and floors, as written and in their order, each once. `text` is normalised. */
export function findPlaces(text: string): string[] {
  if (!MARK.test(text)) return [];
  return [...new Set(text.match(PLACES)?.map((place) => place.replace(/^的/, '')))];
}
