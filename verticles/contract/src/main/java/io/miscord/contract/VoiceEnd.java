package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Why somebody is no longer in a call. A reason of a later release is read as {@link #LEFT}. */
public enum VoiceEnd {
    /** They left by themselves. */
    @JsonEnumDefaultValue
    @JsonProperty("left")
    LEFT("You left the call."),
    /** Their socket was gone for too long. */
    @JsonProperty("lost")
    LOST("The connection to the call was lost for too long."),
    /** They joined this or another call from somewhere else. */
    @JsonProperty("replaced")
    REPLACED("You have joined a call from somewhere else."),
    /** A moderator took them out. */
    @JsonProperty("disconnected")
    DISCONNECTED("A moderator has taken you out of the call."),
    /** A moderator wants them in another channel. */
    @JsonProperty("moved")
    MOVED("A moderator has moved you to another channel."),
    /** They may not be here any more, or cannot see the channel, or it is gone. */
    @JsonProperty("not_allowed")
    NOT_ALLOWED("You may not be in this channel any more."),
    /** Their sign-in has ended. */
    @JsonProperty("signed_out")
    SIGNED_OUT("Your session has ended.");

    private final String sentence;

    VoiceEnd(String sentence) {
        this.sentence = sentence;
    }

    /** What they themselves are told, in English. */
    public String sentence() {
        return sentence;
    }
}
