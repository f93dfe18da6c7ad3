import { afterAll, describe, expect, test } from '@jest/globals';
import { loadCompany } from '../../src/config/load.ts';
import { formatProblem } from '../../src/yaml/problem.ts';
import { FILES, makeFolder, removeFolders, SHIPPED } from './folder.ts';

afterAll(removeFolders);

const shippedDir = makeFolder(SHIPPED);

async function load(files: Record<string, string>, env: Record<string, string> = {}) {
  const dir = makeFolder(files);
  const loaded = await loadCompany(dir, { env, shippedDir });
  const tell = (problems: typeof loaded.problems) =>
    problems.map((problem) => formatProblem(problem).slice(formatProblem(problem).indexOf(dir) + dir.length + 1));
  return { ...loaded, told: tell(loaded.problems), warned: tell(loaded.warnings) };
}

/** The files of the small company with one text replaced in one of them. */
function changed(file: string, from: string, to: string): Record<string, string> {
  const text = FILES[file]!;
  expect(text).toContain(from);
  return { ...FILES, [file]: text.replace(from, to) };
}

describe('one community', () => {
  test('files directly in the folder are the community "main"', async () => {
    const { company, told } = await load(FILES);
    expect(told).toEqual([]);
    const community = company!.communities.get('main')!;
    expect(community.name).toBe('翠湖花园');
    expect(community.timezone).toBe('Asia/Shanghai');
    expect(community.quietHours).toEqual([{ from: 1260, to: 510 }]);
    expect(company!.byOpenKfId('wkDEMO')).toBe(community);
    expect(company!.byOpenKfId('wkOTHER')).toBeNull();
  });

  test('variables are taken from the environment, else from the default', async () => {
    const { company } = await load(FILES, { WECOM_KF_ID: 'wkREAL' });
    expect([...company!.communities.values()].map(({ openKfId }) => openKfId)).toEqual(['wkREAL']);
  });

  test('an unset variable without a default is named with its line', async () => {
    const { company, told } = await load(changed('departments.yaml', 'key-s', `"\${GROUP_SERVICE}"`));
    expect(company).toBeNull();
    expect(told).toEqual([
      `departments.yaml:3:42 the environment variable GROUP_SERVICE is not set; set it, or write \${GROUP_SERVICE:-a default}`,
    ]);
  });

  test('durations are milliseconds, and files that are all defaults may be missing', async () => {
    const { company } = await load(FILES);
    const { followUp, delivery } = company!.communities.get('main')!;
    expect(followUp.visits.leak?.[1]).toEqual({ afterRain: true, latest: 2_592_000_000, by: 'keeper' });
    expect(delivery.owner).toEqual({
      messages: 5,
      reserve: 1,
      window: 172_800_000,
      wait: ['progress', 'update'],
      waitFor: 604_800_000,
    });
  });

  test('follow-up.yaml may name kinds by themselves or under visits; the others keep the usual visits (R22)', async () => {
    const { company } = await load({
      ...FILES,
      'follow-up.yaml': 'urgent: [{after: 5s}]\nvisits: {leak: [{after: 7s}]}\n',
    });
    const { visits } = company!.communities.get('main')!.followUp;
    expect(visits.urgent).toEqual([{ after: 5_000, by: 'keeper' }]);
    expect(visits.leak).toEqual([{ after: 7_000, by: 'keeper' }]);
    expect(visits.safety).toEqual([{ after: 172_800_000, by: 'keeper' }]);
  });

  test('nobody can change it', async () => {
    const { company } = await load(FILES);
    const community = company!.communities.get('main')!;
    expect(() => {
      (community.staff[0] as { name: string }).name = 'x';
    }).toThrow(TypeError);
    expect(Object.isFrozen(community.routing.topics.leak)).toBe(true);
  });
});

describe('what is shipped', () => {
  test('the sample people and houses never mix into a company that has files of its own', async () => {
    const { company } = await load(FILES);
    expect(company!.communities.get('main')!.houses).toEqual([]);
    const { staff: _, ...withoutStaff } = { ...FILES, staff: '' };
    delete (withoutStaff as Record<string, string>)['staff.yaml'];
    const { told } = await load(withoutStaff);
    expect(told).toContainEqual(expect.stringMatching(/staff\.yaml the file is missing; it must say: staff$/));
  });

  test('one of its own files is enough to be a company of its own', async () => {
    const bare = await load({ 'departments.yaml': FILES['departments.yaml']! });
    expect(bare.told.join('\n')).toMatch(/community\.yaml the file is missing/);
  });

  test('a folder that is not there is said by its name', async () => {
    const { problems } = await loadCompany('/nowhere/config', { env: {}, shippedDir });
    expect(problems.map(formatProblem)).toEqual([
      '/nowhere/config there is no such folder; set CONFIG_DIR to the folder that holds community.yaml',
    ]);
  });
});

describe('what a person wrote wrong is told with file, line, column, and what is accepted', () => {
  test.each([
    [
      'a role that does not exist',
      changed('staff.yaml', 'roles: [worker]', 'roles: [plumber]'),
      /^staff\.yaml:3:68 staff\[1\]\.roles\[0\]: "plumber" is not accepted; expected one of "worker", "receptionist"/,
    ],
    [
      'an unknown setting',
      changed('departments.yaml', 'leader: wang.gong', 'leader: wang.gong, head: x'),
      /^departments\.yaml:2:72 departments\[0\]\.head: unknown setting "head"; accepted: id, name, webhookKey, leader$/,
    ],
    [
      'something missing',
      changed('community.yaml', 'company: 翠湖物业\n', ''),
      /^community\.yaml:1:1 company: missing; write a string$/,
    ],
    [
      'a number where words are wanted',
      changed('community.yaml', '"0571-1"', '5711'),
      /^community\.yaml:5:15 phones\.day: 5711 is read as a number; put it in quotes$/,
    ],
    [
      'a span of the day that is none',
      changed('community.yaml', '21:00-08:30', '9pm'),
      /^community\.yaml:4:14 quietHours\[0\]: write a span of the day as "21:00-08:30"$/,
    ],
    [
      'a time zone that is none',
      changed('community.yaml', 'company:', 'timezone: Asia/Peking2\ncompany:'),
      /^community\.yaml:2:11 timezone: "Asia\/Peking2" is not a time zone; write one such as Asia\/Shanghai$/,
    ],
    [
      'a duration that is none',
      { ...FILES, 'follow-up.yaml': 'visits:\n  leak:\n    - {after: 3 days}\n' },
      /^follow-up\.yaml:3:15 visits\.leak\[0\]\.after: "3 days" is not a duration; write a number and ms, s, m, h or d/,
    ],
    [
      'an unknown setting inside one of several forms',
      { ...FILES, 'follow-up.yaml': 'visits:\n  leak:\n    - {afterRain: true, latest: 30d, last: 1d}\n' },
      /^follow-up\.yaml:3:38 visits\.leak\[0\]\.last: unknown setting "last"; accepted: after, by, afterRain, latest$/,
    ],
    ['broken YAML', changed('staff.yaml', 'roles: [worker]}', 'roles: [worker]'), /^staff\.yaml:4:3 Flow map/],
    [
      'a key written twice',
      changed('community.yaml', 'name: 翠湖花园', 'name: 翠湖花园\nname: 别处'),
      /^community\.yaml:2:1 Map keys must be unique/,
    ],
    [
      'a department that is not there',
      changed('staff.yaml', 'department: service', 'department: servcie'),
      /^staff\.yaml:4:51 staff\[2\]\.department: there is no department "servcie"; write one of engineering, service$/,
    ],
    [
      'a member twice, in other letters',
      changed('staff.yaml', 'userid: li.shifu', 'userid: Wang.Gong'),
      /^staff\.yaml:3:14 staff\[1\]\.userid: "Wang.Gong" is there twice$/,
    ],
    [
      'a service level that is not there',
      {
        ...FILES,
        'routing.yaml': SHIPPED['routing.yaml']!.replace(
          '投诉: {department: service, sla: repair',
          '投诉: {department: service, sla: fast',
        ),
      },
      /^routing\.yaml:6:34 categories\.投诉\.sla: there is no service level "fast"; write one of repair$/,
    ],
    [
      'a visit that is not there',
      { ...FILES, 'routing.yaml': SHIPPED['routing.yaml']!.replace('[leak]', '[leek]') },
      /^routing\.yaml:11:51 topics\.leak\.visits\[0\]: there is no visit in follow-up\.yaml "leek"; write one of urgent, leak, safety/,
    ],
    [
      'a ladder that is not there',
      {
        ...FILES,
        'escalation.yaml': SHIPPED['escalation.yaml']!.replace('use: [{ladder: plain}]', 'use: [{ladder: plane}]'),
      },
      /^escalation\.yaml:2:16 use\[0\]\.ladder: there is no ladder "plane"; write one of plain$/,
    ],
    [
      'a desk that is not there',
      { ...FILES, 'duty.yaml': SHIPPED['duty.yaml']!.replace('desk: service', 'desk: front') },
      /^duty\.yaml:1:7 desk: there is no department "front"; write one of engineering, service$/,
    ],
  ])('%s', async (_, files, expected) => {
    const { company, told } = await load(files as Record<string, string>);
    expect(company).toBeNull();
    expect(told[0]).toMatch(expected);
    expect(told).toHaveLength(1);
  });

  test('every problem of every file is told at once', async () => {
    const files = {
      ...changed('community.yaml', 'openKfId:', 'openKfid:'),
      'staff.yaml': 'staff: none\n',
      'prices.yaml': '',
    };
    const { told } = await load(files);
    expect(told.map((line) => line.split(' ')[0])).toEqual([
      'community.yaml:1:1',
      'community.yaml:3:1',
      'staff.yaml:1:8',
      'prices.yaml:1:1',
    ]);
  });
});

describe('warnings do not refuse it', () => {
  test('a head who is not in staff.yaml is taken as supervisor of his department', async () => {
    const { company, warned } = await load(changed('departments.yaml', 'leader: wang.gong', 'leader: hu.gong'));
    expect(warned).toEqual([
      expect.stringMatching(/^departments\.yaml:2:61 departments\[0\]\.leader: "hu\.gong" is not in staff/),
    ]);
    expect(company!.communities.get('main')!.staff.at(-1)).toEqual({
      userid: 'hu.gong',
      name: 'hu.gong',
      department: 'engineering',
      roles: ['supervisor'],
    });
  });

  test('a danger without its phone number', async () => {
    const { company, warned } = await load(changed('community.yaml', ', gas: "96777"', ''));
    expect(company).not.toBeNull();
    expect(warned.join()).toMatch(/dangers\.gas\.phones\[0\]: community\.yaml has no phone "gas"/);
  });
});

describe('several communities', () => {
  const community = (name: string, openKfId: string) =>
    `name: ${name}\ncompany: 翠湖物业\nopenKfId: ${openKfId}\nphones: {day: "1", night: "2", gas: "3"}\n`;
  const above = { 'departments.yaml': FILES['departments.yaml']!, 'staff.yaml': FILES['staff.yaml']! };

  test('each folder is one; what it lacks comes from above', async () => {
    const { company, told } = await load({
      ...above,
      'communities/east/community.yaml': community('东园', 'wkE'),
      'communities/west/community.yaml': community('西园', 'wkW'),
      'communities/west/departments.yaml': FILES['departments.yaml']!.replace('key-e', 'key-west'),
      'communities/west/houses.csv': 'building,unit,room\n1,1,101\n',
    });
    expect(told).toEqual([]);
    expect([...company!.communities.keys()]).toEqual(['east', 'west']);
    expect(company!.byOpenKfId('wkE')!.departments[0]!.webhookKey).toBe('key-e');
    expect(company!.byOpenKfId('wkW')!.departments[0]!.webhookKey).toBe('key-west');
    expect(company!.byOpenKfId('wkE')!.houses).toEqual([]);
    expect(company!.byOpenKfId('wkW')!.houses).toHaveLength(1);
  });

  test('two cannot have the same account', async () => {
    const { company, told } = await load({
      ...above,
      'communities/east/community.yaml': community('东园', 'wkE'),
      'communities/west/community.yaml': community('西园', 'wkE'),
    });
    expect(company).toBeNull();
    expect(told).toEqual([
      'communities/west/community.yaml:3:11 openKfId: "wkE" is already the account of communities/east; each needs its own',
    ]);
  });

  test('a community.yaml above them is one more community only with an account of its own', async () => {
    const folders = { ...above, 'communities/east/community.yaml': community('东园', 'wkE') };
    const own = await load({ ...folders, 'community.yaml': community('总部', 'wkM') });
    expect([...own.company!.communities.keys()].sort()).toEqual(['east', 'main']);
    const same = await load({ ...folders, 'community.yaml': community('总部', 'wkE') });
    expect([...same.company!.communities.keys()]).toEqual(['east']);
    expect(same.warned.join()).toMatch(/community\.yaml:3:11 openKfId: this account belongs to communities\/east/);
  });

  test('what is wrong above is told once', async () => {
    const { told } = await load({
      ...above,
      'staff.yaml': 'staff: 3\n',
      'communities/east/community.yaml': community('东园', 'wkE'),
      'communities/west/community.yaml': community('西园', 'wkW'),
    });
    expect(told).toHaveLength(1);
  });

  test('a folder name that cannot be a key is refused', async () => {
    const { told } = await load({ ...above, 'communities/东 园/community.yaml': community('东园', 'wkE') });
    expect(told).toEqual([expect.stringMatching(/"东 园" is not a community id/)]);
  });
});
