import { byId, fill, h } from './dom.js';
import { ICONS } from './icons.js';
import { store, watch } from './store.js';

const STEPS = ['报修', '接单', '完成', '回访'];

/** The thin bar above the phones: where the story is, and what comes next. */
export function createGuide({ owner, team, openPhone }) {
  const steps = byId('guide-steps');
  const hint = byId('guide-hint');
  const go = byId('guide-go');
  let next = null;

  const short = () => store.guide.ticket.slice(store.guide.ticket.lastIndexOf('-') + 1);

  const toOwner = (text) => () => {
    openPhone('owner');
    owner.composer.prefill(text);
  };
  const toStaff = (text) => () => {
    openPhone('team');
    team.select('staff');
    team.composer.prefill(text);
  };

  function plan() {
    const { done, talking } = store.guide;
    if (done === 0 && !talking) {
      return ['业主说一句哪里坏了', '替我写一句', toOwner('厨房水龙头漏水了，3栋2单元1701，王先生 13812345678')];
    }
    if (done === 0) return ['回答机器人的问题并确认，拿到工单号', '回到业主手机', toOwner('')];
    if (done === 1) return [`工单 ${short()} 已推到部门群，让员工接单`, '替他接单', toStaff(`接单 ${short()}`)];
    if (done === 2) return [`修好以后，让员工报完成`, '替他完成', toStaff(`完成 ${short()} 换了阀芯`)];
    if (done === 3) return ['业主收到回访：解决了吗？打几分？', '去业主手机', toOwner('')];
    return ['这件事走完了。经理那边问一句「今日」看看', null, null];
  }

  function draw() {
    const { done } = store.guide;
    fill(
      steps,
      STEPS.map((name, index) => {
        const state = index < done ? 'is-done' : index === done ? 'is-next' : '';
        const current = index === done ? 'step' : null;
        const mark = index < done ? ICONS.check() : String(index + 1);
        const words = index < done ? h('span', { class: 'sr-only' }, '（已完成）') : null;
        return h('li', { class: state, 'aria-current': current }, h('span', { class: 'dot' }, mark), name, words);
      }),
    );
    const [words, label, action] = plan();
    hint.textContent = words;
    go.hidden = label === null;
    go.textContent = label ?? '';
    next = action;
  }

  go.addEventListener('click', () => next?.());
  watch('guide', draw);
}
