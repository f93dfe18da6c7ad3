import { afterAll, describe, expect, test } from '@jest/globals';
import { loadCompany } from '../../src/config/load.ts';
import { formatProblem } from '../../src/yaml/problem.ts';
import { FILES, makeFolder, removeFolders, SHIPPED } from './folder.ts';

afterAll(removeFolders);

const shippedDir = makeFolder(SHIPPED);

async function load(files: Record<string, string>) {
  const dir = makeFolder({ ...FILES, ...files });
  const { company, problems } = await loadCompany(dir, { env: {}, shippedDir });
  const told = problems.map((problem) =>
    formatProblem(problem).slice(formatProblem(problem).indexOf(dir) + dir.length + 1),
  );
  return { company, told };
}

async function messagesOf(files: Record<string, string>, community = 'main') {
  const { company, told } = await load(files);
  expect(told).toEqual([]);
  return company!.communities.get(community)!.messages;
}

describe('catalogues', () => {
  test('a company that writes none has the shipped words', async () => {
    const { ticket, desk } = await messagesOf({});
    expect(ticket.names.owner).toBe('业主');
    expect(desk.reasons.fees).toBe('费用问题');
  });

  test('its own file needs only the keys it changes', async () => {
    const { ticket, delivery } = await messagesOf({
      'messages/ticket.yaml': 'owner:\n  accepted: "{worker}接了{number}"\nnames: {yes: 对}\n',
    });
    expect(ticket.owner.accepted).toBe('{worker}接了{number}');
    expect(ticket.owner.arrived).toBe('{worker}已到现场处理您的{number}。{promise}');
    expect([ticket.names.yes, ticket.names.no]).toEqual(['对', '否']);
    expect(delivery.settled).toBe('已处理');
  });

  test('a community goes before its company, key by key', async () => {
    const files = {
      'messages/delivery.yaml': 'settled: 公司\ncard: 公司\n',
      'communities/north/community.yaml': FILES['community.yaml']!.replace('WECOM_KF_ID:-wkDEMO', 'NORTH:-wkNORTH'),
      'communities/north/messages/delivery.yaml': 'settled: 北区\n',
    };
    expect(await messagesOf(files, 'north')).toMatchObject({ delivery: { settled: '北区', card: '公司', cut: '…' } });
    expect(await messagesOf(files, 'main')).toMatchObject({ delivery: { settled: '公司', card: '公司', cut: '…' } });
  });

  test('an empty file changes nothing', async () => {
    expect((await messagesOf({ 'messages/desk.yaml': '# 以后再说\n' })).desk.photo).toBe('（照片）');
  });

  test.each([
    [
      'an unknown key among many, with the nearest one',
      { 'messages/ticket.yaml': 'names: {yes: 对}\nowner:\n  acceptd: 已接\n' },
      ['messages/ticket.yaml:3:3 owner.acceptd: unknown setting "acceptd"; did you mean "accepted"?'],
    ],
    [
      'an unknown key among few, with all of them',
      { 'messages/delivery.yaml': 'title: 工单\n' },
      ['messages/delivery.yaml:1:1 title: unknown setting "title"; accepted: digest, settled, cut, card'],
    ],
    [
      'an unknown place',
      { 'messages/ticket.yaml': 'owner:\n  accepted: "{worker}接了{nubmer}"\n' },
      [
        'messages/ticket.yaml:2:13 owner.accepted: {nubmer} stands for nothing here; accepted: {number}, {worker}, {promise}',
      ],
    ],
    [
      'a key left blank',
      { 'messages/delivery.yaml': 'settled:\n' },
      ['messages/delivery.yaml:1:9 settled: expected string, received null'],
    ],
    [
      'words where a section belongs',
      { 'messages/ticket.yaml': 'owner: 您好\n' },
      ['messages/ticket.yaml:1:8 owner: expected object, received string'],
    ],
    [
      'a file that is no catalogue',
      { 'messages/tickets.yaml': 'owner: {}\n' },
      ['messages/tickets.yaml there is no such catalogue; did you mean ticket.yaml?'],
    ],
    [
      'a slip in the syntax',
      { 'messages/delivery.yaml': 'settled: "已处理\n' },
      ['messages/delivery.yaml:2:1 Missing closing "quote'],
    ],
  ])('%s is refused', async (_name, files, expected) => {
    const { company, told } = await load(files);
    expect(company).toBeNull();
    expect(told).toEqual(expected);
  });

  test('a key that the shipped file lacks is said of the shipped file', async () => {
    const bare = makeFolder({ ...SHIPPED, 'messages/delivery.yaml': 'settled: 已处理\ncut: …\ncard: 工单\n' });
    const { company, problems } = await loadCompany(makeFolder(FILES), { env: {}, shippedDir: bare });
    expect(company).toBeNull();
    expect(problems).toMatchObject([{ path: 'digest', message: 'missing; write a string' }]);
  });
});
