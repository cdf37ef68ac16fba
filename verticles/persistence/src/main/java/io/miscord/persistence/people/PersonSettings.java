package io.miscord.persistence.people;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.PersonAsk;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.Settings;
import io.miscord.contract.StreamId;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.sql.Database;
import java.util.HashMap;
import java.util.Map;

/** People's settings, the same on all of their devices. Methods wait: they belong on a virtual thread. */
public final class PersonSettings {
    private final Database database;
    private final SettingsStore store = new SettingsStore();

    /** Settings in this database; one a node. */
    public PersonSettings(Database database) {
        this.database = database;
    }

    /** The asker's settings. */
    public Settings read(PersonAsk.ReadSettings ask) {
        return store.of(database, Access.person(ask.by()));
    }

    /** Changes what is given, and tells the asker's devices; what is not given stays. */
    public Settings change(PersonAsk.ChangeSettings ask) {
        var asker = Access.person(ask.by());
        var changes = changes(ask);
        if (changes.isEmpty()) {
            return store.of(database, asker);
        }
        return database.inTransaction(tx -> {
            var settings = store.merge(tx, asker, changes);
            var event = new PersonEvent.SettingsUpdated(settings);
            tx.emit(StreamId.of(asker), AccessDomain.of(asker), event, asker.value());
            return settings;
        });
    }

    private static Map<String, Object> changes(PersonAsk.ChangeSettings ask) {
        var changes = new HashMap<String, Object>();
        var from = ask.messagesFrom();
        if (from != null) {
            changes.put("messagesFrom", from);
        }
        return changes;
    }
}
