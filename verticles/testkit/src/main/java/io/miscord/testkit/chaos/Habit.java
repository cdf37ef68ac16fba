package io.miscord.testkit.chaos;

/** How somebody uses their client. */
enum Habit {
    /** Stays where it is, as long as the node does. */
    STAYS,
    /** Loses its socket every few seconds, and resumes. */
    DROPS,
    /** Goes to another node every few seconds, and resumes there. */
    HOPS,
    /** Leaves a server and joins it again, all the time. */
    MOVES,
    /** Is in every server, writes nothing, and reads slowly when it is told to. */
    READS_SLOWLY
}
