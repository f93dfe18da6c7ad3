import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A small company that is valid on its own; every test changes what it is about. */
export const FILES: Readonly<Record<string, string>> = {
  'community.yaml': `name: 翠湖花园
company: 翠湖物业
openKfId: \${WECOM_KF_ID:-wkDEMO}
quietHours: ["21:00-08:30"]
phones: {day: "0571-1", night: "0571-2", gas: "96777"}
`,
  'departments.yaml': `departments:
  - {id: engineering, name: 工程部, webhookKey: key-e, leader: wang.gong}
  - {id: service, name: 客服部, webhookKey: key-s, leader: zhou.zhuguan}
`,
  'staff.yaml': `staff:
  - {userid: wang.gong, name: 王工, department: engineering, roles: [supervisor]}
  - {userid: li.shifu, name: 李师傅, department: engineering, roles: [worker]}
  - {userid: zhou.zhuguan, name: 周主管, department: service, roles: [supervisor, receptionist]}
`,
};

const CATEGORIES = ['售后', '报修', '投诉', '服务', '表扬', '建议', '其它'];

/** The catalogues that are shipped, as they are: every key must be there. */
const CATALOGUES = Object.fromEntries(
  readdirSync(path.resolve('config/messages')).map((name) => [
    `messages/${name}`,
    readFileSync(path.resolve('config/messages', name), 'utf8'),
  ]),
);

/** The files a company need not write: what the program ships. */
export const SHIPPED: Readonly<Record<string, string>> = {
  ...CATALOGUES,
  'staff-commands.yaml': readFileSync(path.resolve('config/staff-commands.yaml'), 'utf8'),
  'community.yaml': 'name: 样板\ncompany: 样板物业\nopenKfId: wkSAMPLE\nphones: {day: "1", night: "2"}\n',
  'departments.yaml': 'departments: [{id: sample, name: 样板部, webhookKey: k, leader: a}]\n',
  'staff.yaml': 'staff: [{userid: a, name: 甲, department: sample, roles: [worker]}]\n',
  'houses.csv': 'building,unit,room\n9,9,909\n',
  'routing.yaml': `slas:
  repair: {finish: 3d, promise: 4d}
categories:
${CATEGORIES.map((name) => `  ${name}: {department: service, sla: repair}`).join('\n')}
topics: {leak: {department: engineering, visits: [leak]}}
dangers:
  gas: {name: 燃气, advice: 先出去, phones: [gas], departments: [engineering]}
`,
  'escalation.yaml':
    'ladders: {plain: {name: 一般, rungs: [{after: 5m, to: [leader]}]}}\nuse: [{ladder: plain}]\ncompany: []\n',
  'calendar.yaml': 'hours: {periods: ["08:30-17:30"], holidays: true}\nyears: {}\n',
  'duty.yaml':
    'desk: service\nfinance: service\nafterSales: service\ndefault: {shifts: [{id: day, name: 白班, hours: "08:00-20:00"}]}\n',
  'prices.yaml': 'lines: []\n',
  'answers.yaml': 'answers: []\n',
  'follow-up.yaml': 'visits: {leak: [{after: 3d}, {afterRain: true, latest: 30d}]}\n',
};

/** Writes files into a fresh folder; keys may hold slashes. */
export function makeFolder(files: Readonly<Record<string, string>>): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'shouwen-config-'));
  writeFiles(dir, files);
  made.push(dir);
  return dir;
}

/** Writes or overwrites files of a folder. */
export function writeFiles(dir: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    writeFileSync(path.join(dir, name), text);
  }
}

const made: string[] = [];

/** Removes every folder made so far. */
export function removeFolders(): void {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true });
}
