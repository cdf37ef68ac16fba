package io.miscord.contract;

/** What a node tells the gateways: may be lost, late, twice or out of order; {@code seq} makes that harmless. */
public sealed interface Hint permits StreamEvent, EphemeralEvent, Heads, VoiceHint {}
