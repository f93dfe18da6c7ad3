import { byId } from './dom.js';
import { createGuide } from './guide.js';
import { createManagerPhone } from './manager-phone.js';
import { createOwnerPhone } from './owner-phone.js';
import { follow, store, watch } from './store.js';
import { createTeamPhone } from './team-phone.js';
import { createTools } from './tools.js';

const PHONES = ['owner', 'team', 'manager'];

/** On a narrow screen one phone is shown at a time. */
function openPhone(name) {
  for (const one of PHONES) {
    const tab = byId(`tab-${one}`);
    tab.setAttribute('aria-selected', String(one === name));
    tab.tabIndex = one === name ? 0 : -1;
    byId(`phone-${one}`).classList.toggle('is-open', one === name);
  }
}

for (const [index, name] of PHONES.entries()) {
  byId(`tab-${name}`).addEventListener('click', () => openPhone(name));
  byId(`tab-${name}`).addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    const next = PHONES[(index + step + PHONES.length) % PHONES.length];
    openPhone(next);
    byId(`tab-${next}`).focus();
  });
}

const owner = createOwnerPhone();
const team = createTeamPhone();
const manager = createManagerPhone();
createGuide({ owner, team, openPhone });
createTools({ owner, manager });
openPhone('owner');

watch('world', () => {
  byId('corp').textContent = store.world.corpName;
});
follow((connected) => {
  byId('connection').hidden = connected;
});
