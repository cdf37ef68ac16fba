import { describe, expect, test } from "vitest";
import { paths, placeOf } from "./paths";

const [S, C, M] = ["1", "2", "3"].map((digit) => `019a3f20-2c3d-7e4f-9051-${digit.repeat(12)}`) as [
  string,
  string,
  string,
];
const here = (path: string) => location.origin + path;

describe("a link", () => {
  test("to a message leads to its place, of a server or of a conversation", () => {
    expect(placeOf(here(paths.message(S, C, M)))).toEqual({ serverId: S, channelId: C, messageId: M });
    expect(placeOf(here(paths.message(null, C, M)))).toEqual({ serverId: null, channelId: C, messageId: M });
    expect(placeOf(here(paths.channel(S, C)))).toEqual({ serverId: S, channelId: C, messageId: null });
  });

  test("to anywhere else leads to no place", () => {
    const others = [`https://elsewhere.org/channels/${S}/${C}/${M}`, here("/invite/x"), here(`/channels/${S}`)];
    for (const href of [...others, here(`/channels/${S}/settings`), here(`/channels/${S}/${C}/settings`), "no link"])
      expect(placeOf(href), href).toBeNull();
  });
});
