package io.miscord.platform.config;

import java.time.Duration;

/**
 * Long work: exports, imports, purges.
 *
 * @param perNode how many a node works on at a time; imports hold all places but one at most, unless it is the only one
 * @param perPerson how many of a person may be under way; more are refused with CONFLICT
 * @param startsPerHour how many a person may start; more are refused with RATE_LIMITED
 * @param lease silence of a node after which another takes its task
 * @param attempts how often a task is taken without coming forward, before it has failed
 * @param importLimit the largest file that is imported; more is TOO_LARGE
 * @param importRate messages, reactions and pins that the imports of a node append each second together
 * @param uploadTime how long an import waits for its file, before it has failed; the upload itself has ten minutes
 * @param filesPerPerson how many files that tasks made are kept for a person; the oldest goes for the next one
 * @param keepFiles how long a file that a task made can be fetched
 * @param keep how long a task is remembered after its end
 */
public record Tasks(
        @Setting(value = "2", min = "1", max = "16") int perNode,
        @Setting(value = "3", min = "1", max = "1000") int perPerson,

        @Setting(value = "30", min = "1", max = "100000") int startsPerHour,

        @Setting(value = "10s", min = "1s", max = "10m") Duration lease,
        @Setting(value = "5", min = "1", max = "100") int attempts,

        @Setting(value = "256MB", min = "1KB", max = "16GB") DataSize importLimit,

        @Setting(value = "200", min = "1", max = "1000000") int importRate,

        @Setting(value = "1h", min = "1m", max = "7d") Duration uploadTime,
        @Setting(value = "10", min = "1", max = "1000") int filesPerPerson,

        @Setting(value = "7d", min = "1m", max = "365d") Duration keepFiles,
        @Setting(value = "30d", min = "1m", max = "3650d") Duration keep) {}
