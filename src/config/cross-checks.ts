import type { Problem, YamlSource } from '../yaml/index.ts';
import type { ConfigFileKey, ConfigValues } from './files.ts';

/** A community's parsed files with where they were read, before they are put together. */
export interface LoadedFiles {
  readonly values: ConfigValues;
  readonly sources: Readonly<Record<ConfigFileKey, YamlSource>>;
  /** Epoch ms. */
  readonly now?: number;
}

/** What does not fit between files: problems refuse the configuration, warnings are only said. */
export interface CrossChecks {
  readonly problems: Problem[];
  readonly warnings: Problem[];
}

type Path = readonly PropertyKey[];
type Report = (file: ConfigFileKey, path: Path, message: string) => void;

/** Checks that files name what other files have: departments, staff, service levels, visits and phones. */
export function crossCheck(loaded: LoadedFiles): CrossChecks {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const into =
    (list: Problem[]): Report =>
    (file, path, message) => {
      list.push(loaded.sources[file].at(path, message));
    };
  checkPeople(loaded.values, into(problems), into(warnings));
  checkRouting(loaded.values, into(problems), into(warnings));
  checkDuty(loaded.values, into(problems), into(warnings));
  checkEscalation(loaded.values, into(problems), into(warnings));
  if (loaded.now !== undefined) checkHolidays(loaded.values, loaded.now, into(warnings));
  return { problems, warnings };
}

function checkPeople({ departments, staff }: ConfigValues, problem: Report, warning: Report): void {
  const departmentIds = departments.departments.map(({ id }) => id);
  const userids = staff.staff.map(({ userid }) => userid.toLowerCase());
  for (const [index, id] of departmentIds.entries()) {
    if (departmentIds.indexOf(id) < index)
      problem('departments', ['departments', index, 'id'], `"${id}" is there twice`);
  }
  for (const [index, department] of departments.departments.entries()) {
    if (userids.includes(department.leader.toLowerCase())) continue;
    const message = `"${department.leader}" is not in staff.yaml; until he is, he is taken as supervisor of ${department.name} and called by this id`;
    warning('departments', ['departments', index, 'leader'], message);
  }
  for (const [index, member] of staff.staff.entries()) {
    if (userids.indexOf(member.userid.toLowerCase()) < index) {
      problem('staff', ['staff', index, 'userid'], `"${member.userid}" is there twice`);
    }
    if (!departmentIds.includes(member.department)) {
      const message = `there is no department "${member.department}"; write one of ${departmentIds.join(', ')}`;
      problem('staff', ['staff', index, 'department'], message);
    }
  }
}

interface Target {
  readonly department?: string | undefined;
  readonly sla?: string | undefined;
  readonly also?: readonly string[] | undefined;
}

function checkRouting(
  { routing, departments, followUp, community }: ConfigValues,
  problem: Report,
  warning: Report,
): void {
  const ids = departments.departments.map(({ id }) => id);
  const known = (path: Path, value: string | undefined, options: { of: readonly string[]; what: string }) => {
    if (value === undefined || options.of.includes(value)) return;
    problem('routing', path, `there is no ${options.what} "${value}"; write one of ${options.of.join(', ')}`);
  };
  const department = (path: Path, value: string | undefined) => known(path, value, { of: ids, what: 'department' });
  const target = (path: Path, value: Target) => {
    department([...path, 'department'], value.department);
    known([...path, 'sla'], value.sla, { of: Object.keys(routing.slas), what: 'service level' });
    for (const [index, id] of (value.also ?? []).entries()) department([...path, 'also', index], id);
  };
  for (const [name, value] of Object.entries(routing.categories)) target(['categories', name], value);
  for (const [name, value] of Object.entries(routing.topics)) {
    target(['topics', name], value);
    for (const [index, kind] of (value.visits ?? []).entries()) {
      known(['topics', name, 'visits', index], kind, {
        of: Object.keys(followUp.visits),
        what: 'visit in follow-up.yaml',
      });
    }
  }
  for (const [index, rule] of routing.rules.entries()) {
    target(['rules', index, 'use'], rule.use);
    department(['rules', index, 'when', 'accusedDepartment'], rule.when.accusedDepartment);
  }
  for (const [name, danger] of Object.entries(routing.dangers)) {
    for (const [index, id] of danger.departments.entries()) department(['dangers', name, 'departments', index], id);
    for (const [index, phone] of danger.phones.entries()) {
      if (phone in community.phones) continue;
      const message = `community.yaml has no phone "${phone}"; owners in danger are not told that number`;
      warning('routing', ['dangers', name, 'phones', index], message);
    }
  }
}

function checkDuty({ duty, calendar, departments, staff }: ConfigValues, problem: Report, warning: Report): void {
  const ids = departments.departments.map(({ id }) => id);
  const department = (file: 'duty' | 'calendar', path: Path, id: string) => {
    if (!ids.includes(id)) problem(file, path, `there is no department "${id}"; write one of ${ids.join(', ')}`);
  };
  for (const key of ['desk', 'finance', 'afterSales'] as const) department('duty', [key], duty[key]);
  for (const id of Object.keys(duty.departments)) department('duty', ['departments', id], id);
  for (const id of Object.keys(calendar.departments)) department('calendar', ['departments', id], id);
  const rosters = [
    { path: ['default'], shifts: duty.default.shifts },
    ...Object.entries(duty.departments).map(([id, { shifts }]) => ({ path: ['departments', id], shifts })),
  ];
  for (const { path, shifts } of rosters) {
    for (const [index, shift] of shifts.entries()) {
      for (const [at, userid] of shift.members.entries()) {
        if (isMember(staff, userid)) continue;
        warning('duty', [...path, 'shifts', index, 'members', at], notMember(userid));
      }
    }
  }
}

function checkEscalation({ escalation, routing, staff }: ConfigValues, problem: Report, warning: Report): void {
  const ladders = Object.keys(escalation.ladders);
  for (const [index, { ladder }] of escalation.use.entries()) {
    if (ladders.includes(ladder)) continue;
    problem(
      'escalation',
      ['use', index, 'ladder'],
      `there is no ladder "${ladder}"; write one of ${ladders.join(', ')}`,
    );
  }
  for (const [index, { level }] of escalation.use.entries()) {
    if (level === undefined || level in routing.slas) continue;
    warning(
      'escalation',
      ['use', index, 'level'],
      `routing.yaml has no service level "${level}"; this line never applies`,
    );
  }
  for (const [index, userid] of escalation.company.entries()) {
    if (!isMember(staff, userid)) warning('escalation', ['company', index], notMember(userid));
  }
  const { assistant } = escalation;
  if (assistant !== null && !isMember(staff, assistant)) warning('escalation', ['assistant'], notMember(assistant));
}

const AHEAD = 45 * 86_400_000;

/** Without the government's table of a year nobody's working days in it are known: limits would end on holidays, unnoticed. */
function checkHolidays({ calendar, departments }: ConfigValues, now: number, warning: Report): void {
  const concerned = departments.departments.filter(({ id }) => !(calendar.departments[id] ?? calendar.hours).holidays);
  if (concerned.length === 0) return;
  const years = new Set([now, now + AHEAD].map((at) => String(new Date(at).getUTCFullYear())));
  for (const year of years) {
    if (year in calendar.years) continue;
    const names = concerned.map(({ name }) => name).join(', ');
    const message = `HOLIDAYS OF ${year} ARE NOT KNOWN: limits of ${names} count every weekday as worked and no 调休; add years: "${year}" with rest and work as soon as the State Council has published them`;
    warning('calendar', ['years'], message);
  }
}

function isMember({ staff }: ConfigValues['staff'], userid: string): boolean {
  return staff.some((member) => member.userid.toLowerCase() === userid.toLowerCase());
}

const notMember = (userid: string) => `"${userid}" is not in staff.yaml; he is reached by this id but may do nothing`;
