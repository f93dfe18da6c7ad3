import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type ServiceProcess, startService } from '../e2e/process.ts';

let dir = '';
let service: ServiceProcess;
let browser: Browser;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'shouwen-browser-'));
  service = await startService({ DATA_DIR: path.join(dir, 'data') });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--headless'],
  });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await service?.stop();
  await rm(dir, { recursive: true, force: true });
});

async function openPage(size: { width: number; height: number }) {
  const context = await browser.newContext({ viewport: size, locale: 'zh-CN' });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`${service.url}/simulator`);
  await page.locator('#guide-hint', { hasNotText: '正在连接' }).waitFor();
  return { page, errors };
}

const guide = async (page: Page, words: RegExp) => {
  await page.locator('#guide-hint', { hasText: words }).waitFor({ timeout: 20_000 });
  await page.locator('#guide-go').click();
};
const sendFrom = (page: Page, phone: 'owner' | 'staff' | 'manager') =>
  page.locator(`#${phone}-composer`).getByRole('button', { name: '发送' }).click();

/** What a reader of the page would call broken. */
async function problems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

test('the story 报修 → 接单 → 完成 → 回访 is played by hand on the page', async () => {
  const { page, errors } = await openPage({ width: 1440, height: 900 });
  await guide(page, /哪里坏了/);
  await sendFrom(page, 'owner');
  const owner = page.locator('#owner-chat');
  await owner.getByRole('button', { name: /对，请登记/ }).click({ timeout: 20_000 });
  await owner
    .getByText(/BX\d{6}-\d{3}/)
    .first()
    .waitFor({ timeout: 20_000 });
  await page
    .locator('#group-chat')
    .getByText(/BX\d{6}-\d{3}/)
    .first()
    .waitFor({ timeout: 20_000 });
  await guide(page, /让员工接单/);
  await sendFrom(page, 'staff');
  await guide(page, /报完成/);
  await sendFrom(page, 'staff');
  await owner.getByRole('button', { name: /^解决了$/ }).click({ timeout: 20_000 });
  await owner.getByRole('button', { name: /5分/ }).click({ timeout: 20_000 });
  await page.locator('#guide-hint', { hasText: '走完了' }).waitFor({ timeout: 20_000 });
  await page.locator('#manager-composer').getByRole('button', { name: '今日' }).click();
  await page.locator('#manager-chat').getByText(/报修1/).first().waitFor({ timeout: 20_000 });
  expect(await problems(page)).toEqual([]);
  expect(errors).toEqual([]);
  await page.evaluate('window.scrollTo(0, 0)');
  if (process.env.PICTURE) await page.screenshot({ path: process.env.PICTURE });
  await page.close();
}, 120_000);

test('on a telephone one phone is shown at a time and nothing sticks out', async () => {
  const { page, errors } = await openPage({ width: 375, height: 760 });
  await page.getByRole('tab', { name: '经理' }).click();
  await page.locator('#manager-chat').waitFor();
  expect(await page.locator('#owner-chat').isVisible()).toBe(false);
  const wider = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
  expect(wider).toBe(false);
  expect(await problems(page)).toEqual([]);
  expect(errors).toEqual([]);
  await page.close();
}, 60_000);
