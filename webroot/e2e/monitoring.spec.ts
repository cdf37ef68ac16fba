import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeUrl, openBrowser, Person } from "./people";
import { Cable } from "./proxy";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Asks the API as the person whose page this is. */
const asks = async (person: Person, path: string) => {
  const { request } = person.context;
  const headers = { origin: person.url };
  const refreshed = await request.post(`${person.url}/api/auth/refresh`, { data: {}, headers });
  const { accessToken } = (await refreshed.json()) as { accessToken: string };
  return request.post(person.url + path, { headers: { ...headers, authorization: `Bearer ${accessToken}` } });
};

test("somebody watches their export until it is done", async () => {
  const ada = await Person.registered(browser, nodeUrl(0), "ada");
  await ada.createsServer("Archive");
  await ada.sends("to be kept");
  await ada.sees("to be kept");
  const channelId = ada.page.url().split("/").at(-1);
  await ada.page.getByRole("button", { name: /Status and settings/ }).click();
  await ada.page.getByRole("menuitem", { name: "Monitoring" }).click();
  await ada.page.getByRole("heading", { name: "Monitoring" }).waitFor();
  await ada.page.getByRole("status").filter({ hasText: "Live" }).waitFor();
  await ada.page.getByText("Nothing is being exported, imported or removed.").waitFor();
  const answer = await asks(ada, `/api/channels/${channelId}/export`);
  expect([200, 201, 202]).toContain(answer.status());
  const task = ada.page.getByRole("listitem").filter({ hasText: "Export" });
  await task.getByText(/^Done/).waitFor();
  expect(await task.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("100");
  await ada.page.getByRole("img", { name: "Throughput, per second" }).waitFor();
  await ada.page.getByRole("img", { name: "Latency, receipt to delivery" }).waitFor();
  expect(ada.troubles).toEqual([]);
});

test("a watcher whose connection is gone is told so, and is back by themselves", async () => {
  const cable = new Cable(nodeUrl(0));
  await cable.plug();
  const ada = await Person.registered(browser, cable.url, "ada");
  await ada.page.getByRole("button", { name: /Status and settings/ }).click();
  await ada.page.getByRole("menuitem", { name: "Monitoring" }).click();
  const live = ada.page.getByRole("status").filter({ hasText: "Live" });
  await live.waitFor();
  await cable.pull();
  await ada.page.getByText("Connection lost. What you see is not of now.").waitFor();
  await cable.plug();
  await live.waitFor();
  await ada.context.close();
  await cable.pull();
});
