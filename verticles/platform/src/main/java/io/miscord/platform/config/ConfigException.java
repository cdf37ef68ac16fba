package io.miscord.platform.config;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; carries every mistake, not only the first. */
public final class ConfigException extends RuntimeException {
    /** The exit status of a process that cannot use its configuration (EX_CONFIG of sysexits). */
    public static final int EXIT_CODE = 78;

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    ConfigException(List<Mistake> mistakes) {
        super(mistakes.stream()
                .map(Mistake::toString)
                .collect(Collectors.joining("\n  ", "the configuration cannot be used:\n  ", "")));
        this.mistakes = List.copyOf(mistakes);
    }

    /** Every mistake, in the order of the sources. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
