import { expect, test } from "vitest";
import { fingerprintOf, pictureCodecs, speechCodecs, tuneOpus } from "./sdp";

const SDP = [
  "v=0",
  "a=fingerprint:sha-256 aa:0B:1c",
  "m=audio 9 UDP/TLS/RTP/SAVPF 63 111",
  "a=rtpmap:63 red/48000/2",
  "a=fmtp:63 111/111",
  "a=rtpmap:111 opus/48000/2",
  "a=fmtp:111 minptime=10;useinbandfec=1",
  "m=video 9 UDP/TLS/RTP/SAVPF 96",
  "a=rtpmap:96 VP8/90000",
  "m=audio 9 UDP/TLS/RTP/SAVPF 109",
  "a=rtpmap:109 opus/48000/2",
  "",
].join("\r\n");

test("speech asks for silence to be left out and losses to be mended; a screen's sound for stereo", () => {
  const lines = tuneOpus(SDP).split("\r\n");
  expect(lines).toContain("a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1");
  expect(lines[lines.indexOf("a=rtpmap:109 opus/48000/2") + 1]).toBe(
    "a=fmtp:109 useinbandfec=1;stereo=1;sprop-stereo=1",
  );
  expect(lines).toContain("a=fmtp:63 111/111");
  expect(lines).toHaveLength(SDP.split("\r\n").length + 1);
});

test("what is tuned already stays as it is", () => {
  expect(tuneOpus(tuneOpus(SDP))).toBe(tuneOpus(SDP));
});

test("a certificate is known by its fingerprint, however it is written", () => {
  expect(fingerprintOf(SDP)).toBe("sha-256 AA:0B:1C");
  expect(fingerprintOf("v=0\r\n")).toBeNull();
  const other = "a=fingerprint:sha-256 AA:0B:1D";
  expect(fingerprintOf(`${other}\r\n${SDP}`), "which of them counts nobody sees").toBeNull();
  expect(fingerprintOf(`${SDP}\r\n${SDP}`)).toBe("sha-256 AA:0B:1C");
});

test("speech is sent redundantly where that is offered; pictures in what all browsers know", () => {
  const audio = ["audio/opus", "audio/G722", "audio/red", "audio/CN"].map((mimeType) => ({ mimeType }));
  expect(speechCodecs(audio).map(({ mimeType }) => mimeType)).toEqual(["audio/red", "audio/opus"]);
  const video = [
    { mimeType: "video/VP8" },
    { mimeType: "video/rtx" },
    { mimeType: "video/VP9", sdpFmtpLine: "profile-id=0" },
    { mimeType: "video/VP9", sdpFmtpLine: "profile-id=2" },
    { mimeType: "video/H264", sdpFmtpLine: "profile-level-id=42001f" },
  ];
  expect(pictureCodecs(video)).toEqual(video.slice(0, 3));
});
