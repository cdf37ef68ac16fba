import { expect, test } from "vitest";
import { count, lineOf } from "./stats";

const report = (packetsReceived: number, packetsLost: number, bytesReceived: number) => [
  { id: "a", type: "inbound-rtp", kind: "audio", mid: "0", packetsReceived, packetsLost, bytesReceived, jitter: 0.004 },
  { id: "s", type: "inbound-rtp", kind: "audio", mid: "3", packetsReceived: 9, packetsLost: 9, bytesReceived: 9 },
  { id: "o", type: "outbound-rtp", kind: "audio", mid: "0", targetBitrate: 32_000 },
  { id: "t", type: "transport", selectedCandidatePairId: "p" },
  { id: "p", type: "candidate-pair", currentRoundTripTime: 0.12, localCandidateId: "l", remoteCandidateId: "r" },
  { id: "l", type: "local-candidate", candidateType: "host" },
  { id: "r", type: "remote-candidate", candidateType: "relay" },
];

test("a line is what came since the last count, of speech alone, and the way it took", () => {
  const line = lineOf(count(report(100, 0, 10_000), 0), count(report(340, 10, 45_000), 5_000));
  expect(line).toEqual({ relayed: true, loss: 0.04, bitrate: 56, jitter: 4, rtt: 120, targetKbps: 32 });
});

test("of silence nothing is said that was not measured", () => {
  const nothing = count([], 0);
  expect(lineOf(nothing, { ...nothing, at: 5_000 })).toEqual({ relayed: false, bitrate: 0 });
});
