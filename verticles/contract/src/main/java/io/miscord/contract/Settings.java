package io.miscord.contract;

/**
 * A person's settings, the same on all of their devices.
 *
 * @param messagesFrom who may open a conversation with them
 * @param version grows with each change; 0 before the first one
 */
public record Settings(MessagesFrom messagesFrom, long version) implements Answer {}
