package io.miscord.persistence.accounts;

import io.miscord.contract.RegistrationMode;
import io.miscord.persistence.sql.Queries;
import java.util.Locale;
import java.util.Optional;

/** The statements about who may make an account. */
final class RegistrationStore {
    private static final String READ = "SELECT registration FROM instance WHERE registration IS NOT NULL";

    private static final String SET = "UPDATE instance SET registration = $1";

    /** What the operator has chosen, if they have. */
    Optional<RegistrationMode> read(Queries queries) {
        return queries.first(
                row -> RegistrationMode.valueOf(row.getString("registration").toUpperCase(Locale.ROOT)), READ);
    }

    void set(Queries queries, RegistrationMode mode) {
        queries.change(SET, mode.name().toLowerCase(Locale.ROOT));
    }
}
