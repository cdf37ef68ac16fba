package io.miscord.contract;

/**
 * How much there is on an instance.
 *
 * @param suspended people who are kept out, who are counted among {@code people} too
 * @param messages about how many there are, as PostgreSQL keeps count
 * @param databaseBytes what PostgreSQL takes on its disk
 */
public record InstanceFigures(long people, long suspended, long servers, long messages, long databaseBytes)
        implements Answer {}
