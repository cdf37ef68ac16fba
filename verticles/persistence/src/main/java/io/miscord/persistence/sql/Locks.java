package io.miscord.persistence.sql;

/**
 * The keys of the advisory locks that are not about access: pairs of numbers, where those of access have one key each,
 * so that none is another. For all nodes on one database.
 */
public final class Locks {
    /** One node at a time brings the database to the shape of its release. */
    public static final String MIGRATIONS = "77, 1";
    /** There is one first account, not two. */
    public static final String FIRST_ACCOUNT = "77, 2";
    /** One node at a time keeps house. */
    public static final String HOUSEKEEPING = "77, 3";
    /** One node at a time tells people of messages, so that they hear of them in their order. */
    public static final String NOTICES = "77, 4";

    private Locks() {}
}
