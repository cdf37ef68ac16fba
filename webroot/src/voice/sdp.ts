/** What is read in session descriptions and changed in them. Pure. */

/** Asks whoever sends us sound to say less while silent (DTX), and to send it so that a loss is mended (FEC). */
const OPUS = { usedtx: "1", useinbandfec: "1" };

/**
 * A description as it is sent: what a receiver writes about Opus is what the other side's encoder does. The first
 * sound is speech; every further one is of a screen, in stereo and never silent on purpose.
 */
export const tuneOpus = (sdp: string): string => {
  let sounds = 0;
  return sections(sdp)
    .map((section) => {
      if (!section.startsWith("m=audio")) return section;
      sounds += 1;
      const wanted = sounds === 1 ? OPUS : { useinbandfec: "1", stereo: "1", "sprop-stereo": "1" };
      return withOpus(section, wanted);
    })
    .join("");
};

/** The part before the first medium, and then each medium. */
const sections = (sdp: string): string[] => sdp.split(/(?=^m=)/m);

const withOpus = (section: string, wanted: Record<string, string>): string => {
  const type = /^a=rtpmap:(\d+) opus\/48000/im.exec(section)?.[1];
  if (type === undefined) return section;
  const line = new RegExp(`^a=fmtp:${type} (.*)$`, "m");
  const now = line.exec(section)?.[1]?.trim();
  const fields = new Map(
    (now ?? "").split(";").flatMap((field) => {
      const [name = "", value = ""] = field.trim().split("=");
      return name === "" ? [] : [[name, value] as const];
    }),
  );
  for (const [name, value] of Object.entries(wanted)) fields.set(name, value);
  const text = `a=fmtp:${type} ${[...fields].map(([name, value]) => `${name}=${value}`).join(";")}`;
  if (now !== undefined) return section.replace(line, text);
  return section.replace(new RegExp(`^a=rtpmap:${type} .*$`, "m"), (map) => `${map}\r\n${text}`);
};

/**
 * The fingerprint of the certificate that a description was made with; `null` where it has none. Nor has one that names
 * several: whoever is in between could show one and use another.
 */
export const fingerprintOf = (sdp: string): string | null => {
  const named = [...sdp.matchAll(/^a=fingerprint:\s*(\S+)\s+(\S+)\s*$/gim)];
  const all = new Set(
    named.map(([, algorithm = "", value = ""]) => `${algorithm.toLowerCase()} ${value.toUpperCase()}`),
  );
  const [only] = all;
  return all.size === 1 && only !== undefined ? only : null;
};

interface Codec {
  mimeType: string;
  sdpFmtpLine?: string;
}

/** Codecs of speech in the order of preference: redundant ones first, so that a lost packet is in the next one. */
export const speechCodecs = <One extends Codec>(offered: ReadonlyArray<One>): One[] => {
  const rank = ({ mimeType }: One) => ["audio/red", "audio/opus"].indexOf(mimeType.toLowerCase());
  const known = offered.filter((codec) => rank(codec) >= 0);
  return [...known].sort((a, b) => rank(a) - rank(b));
};

/**
 * Codecs of pictures: those that every browser has, and what mends losses. All of them would make descriptions too
 * long for a signal.
 */
export const pictureCodecs = <One extends Codec>(offered: ReadonlyArray<One>): One[] =>
  offered.filter(({ mimeType, sdpFmtpLine = "" }) => {
    const name = mimeType.toLowerCase();
    if (name === "video/vp9") return sdpFmtpLine === "" || sdpFmtpLine.includes("profile-id=0");
    return name === "video/vp8" || name === "video/rtx";
  });
