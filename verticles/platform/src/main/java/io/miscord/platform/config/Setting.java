package io.miscord.platform.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A key of the configuration: its default, and what it accepts.
 *
 * <p>Everything is written as a person would write it in {@code conf/miscord.yaml}; the type of the record component
 * says how it is read.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
@interface Setting {
    /** Host and port of a URL, without an account. */
    String URL_HOST = "([^/@?\\s]+)";

    /** An address or a network. */
    String NETWORK = "[0-9.]{7,15}(/[0-9]{1,2})?|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(/[0-9]{1,3})?";

    /** {@link #NETWORK} in words. */
    String NETWORKS = "addresses or networks, as 10.0.0.0/8 or fd00::/8";

    /** Where PostgreSQL is. */
    String POSTGRES = "postgres(ql)?://" + URL_HOST + "/[^@\\s]+";

    /** {@link #POSTGRES} in words. */
    String POSTGRES_WORDS = "postgresql://host:port/name, user and password being keys of their own";

    /** Where Redis is. */
    String REDIS = "rediss?://" + URL_HOST + "(/[0-9]+)?";

    /** {@link #REDIS} in words. */
    String REDIS_WORDS = "redis://host:port or rediss://host:port, user and password being keys of their own";

    /** A host in words. */
    String HOST = "an address or a host name";

    /** The default; a list's entries are separated by commas, and empty text stands for "not set". */
    String value();

    /** What the key is called where that is no name of Java's; the component's name if empty. */
    String name() default "";

    /** The least accepted number, duration or size; none if empty. */
    String min() default "";

    /** The greatest accepted number, duration or size; none if empty. */
    String max() default "";

    /** A regular expression that text, or each entry of a list, must match as a whole; empty text always may be. */
    String pattern() default "";

    /** The pattern in words, completing "accepted: …". */
    String accepts() default "";
}
