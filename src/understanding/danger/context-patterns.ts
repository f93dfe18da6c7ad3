/** Patterns of the context that confirm a sign of danger or take it back. */
import { boundedPattern } from '../text/bounded-pattern.ts';

/** It is happening now or has just happened, or help is called. Stronger than any pattern below that takes a danger back. */
export const LIVE = boundedPattern([
  '(?:喊|叫|呼|求|救)救(?:命|我)?|救命[啊呀哇]|救救|救(?:人|火)(?!员)|出(?:大)?事(?:了|啦)|快(?:点|些)?(?:来|派|叫|喊|去|报警|救|找|帮|打|上来|下来|过来|跑)|来人(?!员)|赶(?:紧|快)~3(?:来|派|叫|过来|上来|去|救|处理|报|帮|找人)|马上(?:来|派|过来|叫|到)|(?:现在|此刻|这会儿?|眼下|目前)(?!的)|正(?:在|好在|往|冒|烧|打|漏)|(?:刚刚|刚才|刚)(?!交|买|装修|收房|搬|修|换|建)|出不[来去]|在里面|里面有(?:人|孩|老)|叫(?:救护|警察)|报警了|已(?:经)?报警|打(?:了)?(?:119|120|110)|怎么办(?:啊|呀|呢)|不行了|我在现场|还在(?!等|拖)|还(?:有人|没停|没灭|没出来|没醒|没找到|困)|到现在还|越来越(?:大|浓|严重|重)|急急|(?:在线)?等~2急|十万火急|!!|今天又|今早|今天(?!什么时候|几点)|[你您]们?(?:快|赶紧)|来不及|晚了就|要出事',
]);

/** Negation close before the sign. */
export const NEGATED_BEFORE = boundedPattern([
  '(?:(?<!有)没(?:有)?|(?<!是|会|要|能|可|还)不(?:是|会|至于|再|可能)|不(?:用|需要|必)|没必要|并(?:未|没|非)|(?<!何)未(?:曾)?|无(?!聊|法|助|奈|语|故)|别(?!人|墅|处|家|的|扭)|勿|零)(?:再|发生|出现|什么|任何|引起|造成|闻到|闻着|看到|听到|一点|真的?|怕|担心|叫|喊|打|是)*$|(?:以防|严防|谨防|防止|预防|避免|以免|免得|省得|杜绝|防范|严禁|禁止|不得|远离|消除|排除|应对|抵制|(?<!消)防)~4$|差(?:一)?点(?:就)?$',
]);

/** Supposition or generality before the sign, in its clause. */
export const SUPPOSED_BEFORE = boundedPattern([
  '如果|万一|要是|假如|假设|假使|倘若|一旦|若是|若(?!干)|设想|譬如|例如|比如|哪天(?!晚)|等(?:到|着)?(?=.{0,6}(?:了|出|发生)?$)|(?:很|特别|极|太|非常|更|最|十分)?容易|(?:很|极)?(?:可能|有可能)(?:会|引起|引发|导致|造成|发生|随时)|会(?:不会)?(?:引起|引发|导致|造成|发生|出)|能?(?:引起|引发|导致|造成)~3(?:可怕|严重)|怕|担心|恐怕|担忧|小心|当心|注意|提防|迟早|早晚|以后|将来|出了(?=~3$)|遇(?:到|见|上)|碰(?:到|上)|(?:关于|有关|针对|对于)|随时(?:会|可能|有)|(?:会|要)(?:被|把)|再(?:这样|不管)~6(?:要|会)|就会|才会|会不会',
]);

/** Despair as a figure of speech: 吵得我想跳楼. Doubtful all the same. */
export const RHETORICAL_BEFORE = /(?:吵|气|烦|热|急|累|愁|噪音|闹|折磨)[^,。!?]{0,4}(?:得|到|的)[^,。!?]{0,6}$/;
/** Only supposed while nothing has happened: 不牵绳容易咬人. */
export const WEAKLY_SUPPOSED_BEFORE =
  /不(?:牵|拴|栓|系)(?:狗)?绳|乱跑|太(?:滑|低|窄|陡|暗|高)|一(?:到|下雨)|(?:可|会)能|发生(?:了)?[^,。]{0,3}$|会(?:划|扎|夹|砸|咬|摔|伤)/;
/** What to do about a bare noun: 煤气泄漏怎么办 may be a general question or a call for help. */
export const ASKED_AFTER = /^怎么办[^,。!?]?$|^(?:了)?咋(?:办|整)$/;
/** Named as a past event: 着火的那户, 那次打架的事. */
export const AS_A_NOUN = /^[^,。!?]{0,4}(?:的(?:那|事|原因|结果|责任|处理|时候|赔偿|医药费)|那次|那回|事件|事故|案)/;
/** A case that is being dealt with: 跳楼事件. */
export const AS_A_CASE = /^(?:的)?(?:事件|事故|案件|案(?!板)|犯罪)/;
/** Negation inside the sign: 电梯没困人. */
export const NEGATED_INSIDE = /没(?:有)?(?:困|关人|关住|伤|砸|咬|撞|着|漏|打|掉|进水|淹)|不(?:会|漏|困)|无人/;

/** Supposition, or the subject of a document, after the sign in its clause. */
export const SUPPOSED_AFTER = boundedPattern([
  '^(?:的)?问题|^~6(?:的话|隐患|风险|危险(?!了)|谁(?:来)?(?:负责|管|赔|承担)|算谁|责任谁|怎么(?:赔|处罚|罚|逃生|自救|预防|处置|应对)|(?:的)?可能|(?:应急|报警|救援|求助|紧急)?电话(?!~3(?:打不通|没人))|概率|等级|如何(?:逃|处|应|自)|应该怎么|该怎么(?:逃|做)|要怎么)',
]);
/** After the sign: a completed event (了), so that a question mark or 怎么办 asks for help. */
export const HAPPENED = /^[^,。.!?;]{0,3}[了啦咯喽啰咗]/;

/** It happens again and again: a complaint about a state of things. */
export const HABITUAL =
  /经常|天天|老是|老在|老(?=[掉坏漏跳停堵响困关])|时有|总是|总在|频繁|频发|每天|每晚|每次|每到|屡次|屡屡|多次|几十[次起]|[两三四五六七八九十几多]次(?!元)|好几[次起回]|常年|长年|(?<!一)动不动|隔三差五|三天两头|三番五次|一再|时常|不时|不断|连续|接连|接二连三|平时|常常|常有|[一二两三四五六七八九十几\d]起|时不时|有时候?|长期|一直以来|多年|晚晚|日日|夜夜|成天|整天|从来|一天到晚/;

/** Some days ago. Doubtful without thanks. */
export const LATELY =
  /昨天|昨晚|昨日|昨夜|昨儿|昨个|前天|前晚|前夜|大前天|前几天|前两天|那天|前些天|前阵子|这两天有过|上午的?时候(?!.*现在)/;

/** Long ago, or told as history. */
export const LONG_AGO =
  /上(?:个)?(?:周|星期|礼拜|月|半年|学期)|去年|前年|今年[^,。]{0,4}(?:年初|[一二三四五六七八九十\d]+月)|之前|以前|从前|曾经?|那年|那次|当年|当时|上次|上回|前不久|小时候|年轻时|过去(?!看|了|的时候|处理|一下)|[一二两三四五六七八九十几半\d]+(?:个)?(?:周|星期|月|年)(?:多)?(?:以)?前|20[0-2]\d年|[0-2]\d年\d+月|\d{1,2}月(?:\d{1,2}[日号]|份|初|底)|疫情(?:时|期间)|刚(?:入住|搬来|交房)的?时候/;

/** The writer says that it is over. */
export const RESOLVED =
  /救了|(?:已经|都|被|全|总算|终于|后来|及时|现在)[^,。]{0,6}(?:(?<!灯|灯也|灯都|灯全)灭了|扑灭|救出|救了|放出来|出来了(?!血)|送(?:去|到|往)?(?:了)?医院|修好|处理(?:好|完|了)|解决了?|恢复|没事|控制住|抓(?:住|到|走)|带走|找到了|找回|关(?:好|掉|上)了|排除|醒(?:了|过来)|散了|走了|停了)|虚惊一场|没事了|(?<!没|不)找到了|火(?:已经)?灭了|扑灭|脱险|得救/;

/** Thanks that no cry for help outweighs. */
export const THANKED_FOR_GOOD = /感谢|感激|多亏|锦旗|表扬|点赞/;
/** A cry for help that outweighs any thanks. */
export const CRYING = /快来|快叫|快点|赶紧|现在|还在|救命|正在/;

/** A claim for compensation. */
export const CLAIMED = /赔|医药费|损失|要个?说法|给(?:我)?个?(?:说法|交代)|误工费|谁承担|责任怎么/;

/** A lasting state for which the writer asks a service: 我骨折在家,能帮忙取快递吗. */
export const RESTING =
  /(?:能|可以|想|请)(?:不能)?(?:请|找)?(?:人|你们)?(?:帮忙|帮我|代)[^,。]{0,4}(?:取|拿|倒|买|送|带|遛|喂|打扫|收)|出院|养病|养伤|在家休息/;

/** Asked out of prudence, 了 or not: 着火了应该打什么电话. */
export const PRUDENT_AFTER =
  /^[^,。!?]{0,4}(?:应该|该)(?:怎么|打|找|先|往|如何)|^了?(?:往哪|怎么)(?:跑|逃)|^了?(?:,)?(?:打|拨)(?:哪|什么)/;

/** Thanks for what was done: 多亏, 锦旗; a polite 谢谢 at the end is none. */
export const THANKED =
  /感谢|感激|多亏|幸亏|幸好(?!.*现在)|锦旗|表扬|点赞|好样的|(?:谢谢|多谢)[^,。!]{0,8}(?:保安|师傅|物业|管家|你们|您们|大家|小[王李张刘陈杨]|经理|工作人员|帮|救)|救了|救出|帮(?:我们?|忙|他|她)?[^,。]{0,6}(?:打的120|送(?:了|去|到)|抬(?:了|上|下)|扑灭|灭了|找到|找回)/;

/** Drills, papers, lessons, films, games. */
export const STAGED =
  /(?<!不是|别当)(?:演习|演练)|模拟|讲座|培训|宣传(?!不)|知识竞赛|安全教育|课程|学习|通知(?!不到|一下|你们|物业|保安|他们|家属)|公告|倡议书|温馨提示|提示[:：]|须知|预案|海报|征文|拍戏|拍(?:电影|电视|短视频)|电影|电视(?:剧|里)|游戏|小说|动画|玩具|剧本|做(?:了个)?梦|梦[到见]|新闻|报道|视频(?:里|上)|抖音(?:上|里)|网上(?:看|说|传)|公众号|微博|看了?个|故事|笑话|打个比方|考试|题目|作文|消防日|宣传月|检查表|年检|安全检查|消防检查|排查/;

/** Hearsay. */
export const HEARSAY =
  /听说|据说|群里(?:说|都说|有人说|传)|有人说|听(?:人|邻居|他们)(?:说|讲)|是(?:不是)?真的|真的假的|谣言|网传|传言/;

/** Elsewhere: another estate, another town. */
export const ELSEWHERE =
  /(?:别的|其他|其它|人家|外地|某|外面的|隔壁(?:那个)?|旁边)小区|某(?:小区|中学|小学|学校|医院|老师|公司|市|县|地|路|男|女)|(?:别处|外省|国外|外国|老家)|人家那/;

/** A letter to an authority begins with a city, a county, a district; its writer is not in danger at this minute. */
export const CIVIC =
  /^[^在有个我他你家了是从到去来楼停超菜夜门集城身乐童息园小期,。!?\d]{1,5}(?:市|县|区|镇|乡|街道)(?!场|民|政|里|着|停|门|起|有|失|发生)[^,。!?]{4,}|^[A-Z]\d{0,2}[市县]|^[A-Z]\d{1,2}区/;
/** The openings of such letters. Owners use them in chat too, where CHATTY excludes them. */
export const OPENING =
  /^[^,。!?]{0,4}(?:投诉|反映|反应|举报|请求|恳请|恳求|乞求|祈求|建议|咨询|请问|想问|问一下|关于|希望|强烈(?:要求|建议)|要求|再次|呼吁|质疑|申诉|申请|请(?:相关|有关|政府|领导|市|区|县|严惩|查处|关注|依法|求))|(?:的(?:处理|问题|建议|投诉|情况|反映|诉求|请求|咨询)|追责|立案|政策|补贴|何时解决|无人(?:管|修复|处理|问津))[。!?]?$/;
/** Spoken style, no letter. */
export const CHATTY =
  /一下|你好|您好|你们|物业你|师傅|我家|我们家|我妈|我爸|[啊呀呢哦啦咯嘛哈]|\d+[-栋幢#]|\d号楼|[单]元\d|刚|快/;

/** What a letter is about when it names a danger as a state of things, not as an event. */
export const MATTER_OF_LETTERS =
  /问题|调查|追责|政策|干预|补贴|立案|严惩|隐患|处置|善后|迟迟|不作为|管理不|责任|赔偿|案[子件]|追究|严重影响|堪忧|何时|什么时候|怎么(?!办(?:啊|呀|!|$))|为什么|为何|能否|是否|规定|整改|整治|不管|无人(?:管|处理)|投诉|举报|要求|建议|希望|应该|多久|标准|政策|费|污染/;

/** Suggestions, wishes and questions about rules: what is named is a reason, not an event. */
export const PROPOSED =
  /建议|希望(?!快|你们快|马上|赶紧)|提议|倡议|最好(?!的|快|马上|赶紧)|能不能(?:装|加|增|设|搞|组织|定期|多)|可不可以(?:装|加|设)|应该(?:装|加|设|有|定期|禁止)|增设|加装|安装(?!的|好)|请问|咨询|规定/;
