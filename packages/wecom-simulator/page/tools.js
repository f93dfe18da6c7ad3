import { byId, fill, h } from './dom.js';
import { longTime, shortTime } from './format.js';
import { act, chatOf, now, store, watch } from './store.js';
import { say } from './toast.js';

const JUMPS = [
  ['+30分', 1_800_000],
  ['+2小时', 7_200_000],
  ['+1天', 86_400_000],
];

async function run(action, done) {
  const refusal = await act(action);
  say(refusal ?? done);
}

/** Clock, reset, and the panel of things that go wrong. */
export function createTools({ owner, manager }) {
  const panel = byId('tools-panel');
  const toggle = byId('tools-toggle');
  byId('calls').tabIndex = 0;

  const session = () => chatOf(`owner:${owner.who().account}:${owner.who().owner}`).session;

  function switchRow({ id, label, detail, isOn, flip }) {
    const input = h('input', { type: 'checkbox', role: 'switch', id, onchange: (event) => flip(event.target.checked) });
    const row = h(
      'label',
      { class: 'switch', for: id },
      h('span', {}, h('b', {}, label), h('small', {}, detail)),
      input,
    );
    return { row, draw: () => (input.checked = isOn()) };
  }

  function buttonRow({ id, label, detail, press }) {
    return h(
      'div',
      { class: 'switch' },
      h('span', {}, h('b', {}, label), h('small', {}, detail)),
      h('button', { type: 'button', id, class: 'small', 'aria-label': label, onclick: press }, '触发'),
    );
  }

  const switches = [
    switchRow({
      id: 'fault-offline',
      label: '断网',
      detail: '接口和回调都不通',
      isOn: () => store.offline,
      flip: (on) => run({ do: 'fault.offline', on }, on ? '网络已断开' : '网络已恢复'),
    }),
    switchRow({
      id: 'fault-servicer',
      label: '客服接管',
      detail: '右边这位在企业微信里接过会话',
      isOn: () => session()?.state === 3,
      flip: (on) => {
        const who = { ...owner.who(), member: manager.member() };
        return on
          ? run({ do: 'member.takes', ...who }, '会话已由人工接管')
          : run({ do: 'member.ends', ...who }, '人工已结束会话');
      },
    }),
    switchRow({
      id: 'fault-block',
      label: '业主拒收',
      detail: '消息发出后才报失败',
      isOn: () => session()?.blocked === true,
      flip: (on) => run({ do: 'owner.blocks', ...owner.who(), on }, on ? '业主已拒收' : '业主恢复接收'),
    }),
  ];
  const buttons = [
    {
      id: 'fault-window',
      label: '48小时窗口关闭',
      detail: '直到业主再说话',
      press: () => run({ do: 'owner.shutsWindow', ...owner.who() }, '窗口已关闭'),
    },
    {
      id: 'fault-quota',
      label: '5条用完',
      detail: '直到业主再说话',
      press: () => run({ do: 'owner.spendsQuota', ...owner.who() }, '条数已用完'),
    },
    {
      id: 'fault-fail',
      label: '下一条未送达',
      detail: '发送成功，随后报失败',
      press: () => run({ do: 'fault.failLater' }, '下一条将不会送达'),
    },
    {
      id: 'fault-lose',
      label: '丢一次回调',
      detail: '下一次通知不会到',
      press: () => run({ do: 'fault.loseCallback' }, '下一次回调将丢失'),
    },
    {
      id: 'fault-twice',
      label: '回调来两次',
      detail: '下一次通知重复',
      press: () => run({ do: 'fault.duplicateCallback' }, '下一次回调将重复'),
    },
    {
      id: 'fault-token',
      label: '令牌失效',
      detail: 'access_token 提前作废',
      press: () => run({ do: 'fault.revokeTokens' }, '令牌已作废'),
    },
  ];

  function drawCalls() {
    const line = (call) => {
      const failed = call.outcome !== 'answered' || (call.errcode ?? 0) !== 0 || (call.status ?? 200) >= 400;
      const result =
        call.outcome !== 'answered' ? call.outcome : call.errcode ? `errcode ${call.errcode}` : String(call.status);
      return h(
        'li',
        { class: failed ? 'is-failed' : '' },
        h(
          'span',
          { class: 'call-arrow', 'aria-label': call.kind === 'api' ? '机器人调用' : '回调机器人' },
          call.kind === 'api' ? '→' : '←',
        ),
        h('span', { class: 'call-name' }, call.kind === 'api' ? call.name : `callback ${call.name}`),
        h('span', { class: 'call-result' }, result),
        h('time', {}, shortTime(call.at)),
      );
    };
    fill(byId('calls'), store.calls.toReversed().map(line));
  }

  function open(is) {
    panel.hidden = !is;
    toggle.setAttribute('aria-expanded', String(is));
    if (is) {
      drawCalls();
      byId('tools-close').focus();
    } else {
      toggle.focus();
    }
  }

  fill(
    byId('fault-switches'),
    switches.map((one) => one.row),
    buttons.map(buttonRow),
  );
  fill(
    byId('clock-jumps'),
    JUMPS.map(([label, ms]) =>
      h(
        'button',
        {
          type: 'button',
          class: 'small',
          'data-ms': ms,
          onclick: () => run({ do: 'clock.advance', ms }, `时间已前进 ${label.slice(1)}`),
        },
        label,
      ),
    ),
  );
  toggle.addEventListener('click', () => open(panel.hidden));
  byId('tools-close').addEventListener('click', () => open(false));
  panel.addEventListener('keydown', (event) => event.key === 'Escape' && open(false));
  byId('reset').addEventListener('click', () => byId('reset-dialog').showModal());
  byId('reset-dialog').addEventListener('close', (event) => {
    if (event.target.returnValue === 'yes') run({ do: 'reset' }, '已清空，从头开始');
  });

  const tick = () => {
    if (store.world) byId('clock').textContent = longTime(now());
  };
  setInterval(tick, 1000);
  watch('tools', () => {
    for (const one of switches) one.draw();
    byId('clock-jumps').hidden = !store.world.canAdvance;
    byId('tools-dot').hidden = !store.offline;
    if (!panel.hidden) drawCalls();
    tick();
  });
  for (const id of ['owner-select', 'account-select']) {
    byId(id).addEventListener('change', () => {
      for (const one of switches) one.draw();
    });
  }
}
