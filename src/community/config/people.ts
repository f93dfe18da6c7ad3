import { z } from 'zod';

const id = z.string().regex(/^[\w.@-]{1,64}$/, 'letters, digits, and . _ - @ only');

/** What a member may do. `receptionist` is the service desk; `dispatcher` hands work out. */
export const ROLES = ['worker', 'receptionist', 'dispatcher', 'supervisor', 'manager', 'finance'] as const;

/** A role of a member; he may have several. */
export type Role = (typeof ROLES)[number];

/** `departments.yaml`. */
export const departmentsFile = z.strictObject({
  departments: z
    .array(
      z.strictObject({
        id,
        name: z.string().min(1),
        /** Key of the group webhook of the department's internal chat. */
        webhookKey: z.string().min(1),
        /** userid of the head. */
        leader: id,
      }),
    )
    .min(1),
});

/** A department of the company. */
export type Department = z.infer<typeof departmentsFile>['departments'][number];

/** `staff.yaml`. */
export const staffFile = z.strictObject({
  staff: z.array(
    z.strictObject({
      userid: id,
      name: z.string().min(1),
      department: id,
      roles: z.array(z.enum(ROLES)).min(1),
      /** 工号, said when a person takes over (R27). */
      number: z.string().optional(),
      /** Only used to reach him by @ in a group; never shown. */
      mobile: z.string().optional(),
    }),
  ),
});

/** A member of staff. */
export type StaffMember = z.infer<typeof staffFile>['staff'][number];

/** One line of `houses.csv`, normalised. Dates are `YYYY-MM-DD`. */
export interface HouseRecord {
  readonly building: string;
  readonly unit: string | null;
  readonly room: string | null;
  readonly ownerName: string | null;
  readonly ownerPhone: string | null;
  readonly handoverDate: string | null;
  readonly completionDate: string | null;
}
