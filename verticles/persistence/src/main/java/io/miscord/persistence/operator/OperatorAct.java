package io.miscord.persistence.operator;

import java.util.Locale;

/** What an operator can do that their log keeps. */
enum OperatorAct {
    PERSON_SUSPEND,
    PERSON_LIFT,
    SERVER_DELETE,
    REGISTRATION_SET,
    ANNOUNCEMENT_CREATE,
    ANNOUNCEMENT_END;

    /** As it is stored and told. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
