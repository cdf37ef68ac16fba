package io.miscord.persistence.accounts;

import io.miscord.contract.RegistrationMode;
import io.miscord.persistence.sql.Queries;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.config.Config;

/** Who may make an account: whom the operator has chosen, on all nodes at once, or else the configuration. */
public final class Registrations {
    private final RegistrationMode configured;
    private final RegistrationStore store = new RegistrationStore();

    /** As configured, until the operator says otherwise. */
    public Registrations(Config.Registration configured) {
        this.configured = RegistrationMode.valueOf(configured.mode().name());
    }

    /** What the configuration of this node says. */
    public RegistrationMode configured() {
        return configured;
    }

    /** What holds now. */
    public RegistrationMode mode(Queries queries) {
        return store.read(queries).orElse(configured);
    }

    /** From the commit on this holds, whatever nodes are configured to. */
    public void set(Tx tx, RegistrationMode mode) {
        store.set(tx, mode);
    }
}
