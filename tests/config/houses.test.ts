import { describe, expect, test } from '@jest/globals';
import { readHouses } from '../../src/config/houses.ts';

const HEADER = 'building,unit,room,ownerName,ownerPhone,handoverDate,completionDate';

function read(text: string) {
  return readHouses('houses.csv', text);
}

describe('houses.csv', () => {
  test('a line is a household', () => {
    expect(read(`${HEADER}\n3,2,1701,王建国,13900000001,2019-09-28,2019-05-20\n`)).toEqual({
      problems: [],
      houses: [
        {
          building: '3',
          unit: '2',
          room: '1701',
          ownerName: '王建国',
          ownerPhone: '13900000001',
          handoverDate: '2019-09-28',
          completionDate: '2019-05-20',
        },
      ],
    });
  });

  test('BOM, CRLF, quotes, another order, missing and unknown columns are read', () => {
    const { houses, problems } = read(
      '\uFEFF"room","ownerName",area,building\r\n1701,"王, 建国",88.5,3\r\n\r\n102,,90,A\r\n',
    );
    expect(problems).toEqual([]);
    expect(houses).toMatchObject([
      { building: '3', unit: null, room: '1701', ownerName: '王, 建国', ownerPhone: null, handoverDate: null },
      { building: 'A', room: '102', ownerName: null },
    ]);
  });

  test.each([
    ['三栋', '3'],
    ['03#', '3'],
    ['１２幢', '12'],
    ['十号楼', '10'],
    ['二十一栋', '21'],
    ['b2座', 'B2'],
    [' 5 号楼', '5'],
  ])('building %s is %s', (written, building) => {
    expect(read(`${HEADER}\n${written},一单元,0102室,,,,`).houses[0]).toMatchObject({
      building,
      unit: '1',
      room: '102',
    });
  });

  test('dates as people write them', () => {
    const { houses } = read(`${HEADER}\n1,1,101,,,2019/9/8,2019年5月20日`);
    expect(houses[0]).toMatchObject({ handoverDate: '2019-09-08', completionDate: '2019-05-20' });
  });

  test.each([
    [
      'a date that is none',
      `${HEADER}\n1,1,101,,,,\n1,1,102,,,2019-02-30,\n`,
      3,
      'handoverDate',
      /"2019-02-30" is not a date/,
    ],
    ['no building', `${HEADER}\n,1,101,,,,\n`, 2, 'building', /^empty; write the number of the building/],
    ['a field too many', `${HEADER}\n1,1,101,,,,,,\n`, 2, '', /^Invalid Record Length/],
    ['an open quote', `${HEADER}\n1,1,"101,,,,\n`, 2, '', /^Quote Not Closed/],
    ['no header', '1,1,101\n1,1,102\n', 1, '', /^the header line has no building; write building,unit,room/],
  ])('%s is told with its line', (_, text, line, path, message) => {
    expect(read(text).problems).toEqual([
      { file: 'houses.csv', line, col: 1, path, message: expect.stringMatching(message) },
    ]);
  });

  test('an empty file has no houses', () => {
    expect(read('')).toEqual({ houses: [], problems: [] });
  });
});
