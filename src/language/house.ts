/** A household by the numbers people use. Values are normalised: `3`, `12`, `A`, `B2`; never 三 or 3#. */
export interface House {
  readonly building: string;
  readonly unit: string | null;
  readonly room: string | null;
}

/** `3栋2单元1701`, the way a house is written to people who may know it. */
export function formatHouse(house: House): string {
  const unit = house.unit === null ? '' : `${house.unit}单元`;
  return `${house.building}栋${unit}${house.room ?? ''}`;
}

/** A stable key for look-ups: `3-2-1701`; what is not known is empty. */
export function houseKey(house: House): string {
  return [house.building, house.unit ?? '', house.room ?? ''].join('-');
}

/** True when both name the same household. */
export function sameHouse(a: House, b: House): boolean {
  return houseKey(a) === houseKey(b);
}
