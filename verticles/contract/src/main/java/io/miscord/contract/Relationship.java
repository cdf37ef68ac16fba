package io.miscord.contract;

/** A person, and what they are to the one who asks. */
public record Relationship(User user, RelationshipKind kind) implements Answer {}
