package io.miscord.platform.config;

import java.time.Duration;

/**
 * Previews of the pages that people link to in servers' channels.
 *
 * @param enabled whether pages are read at all
 * @param timeout how long reading one may take, its redirects included
 * @param pageSize how much of a page is read
 * @param concurrency messages whose links a node follows at a time; 200 more wait, and others go without
 * @param keep how long a preview is used again for the same address
 */
public record Previews(
        @Setting("true") boolean enabled,
        @Setting(value = "5s", min = "100ms", max = "30s") Duration timeout,

        @Setting(value = "512KB", min = "1KB", max = "4MB") DataSize pageSize,

        @Setting(value = "8", min = "1", max = "64") int concurrency,
        @Setting(value = "10m", min = "1s", max = "1d") Duration keep) {}
