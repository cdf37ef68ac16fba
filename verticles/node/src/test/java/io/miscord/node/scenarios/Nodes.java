package io.miscord.node.scenarios;

import io.miscord.testkit.Folders;
import io.miscord.testkit.NodeProcess;
import io.miscord.testkit.Stores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the scenarios' nodes are set up. */
public final class Nodes {
    private Nodes() {}

    /** Options of a node that keeps everything in these stores. */
    public static String[] options(Stores stores, String... more) {
        var settings = new ArrayList<>(NodeProcess.FOR_TESTS);
        settings.addAll(stores.settings());
        return with(settings, more);
    }

    /** Options of a node that brings its own stores, in its data directory. */
    static String[] embedded(String... more) {
        return with(NodeProcess.FOR_TESTS, more);
    }

    private static String[] with(List<String> settings, String... more) {
        var options = new ArrayList<>(List.of(NodeProcess.set(settings)));
        options.addAll(List.of(more));
        return options.toArray(String[]::new);
    }

    /** Stops nodes, those that were never started excepted, and deletes their data. */
    public static void stop(Path data, NodeProcess... nodes) {
        for (var node : nodes) {
            if (node != null) {
                node.close();
            }
        }
        Folders.delete(data);
    }
}
