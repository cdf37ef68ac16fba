package io.miscord.api.assets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * The files of a class path folder, whole in memory and compressed beforehand: nothing is read, and no path is resolved
 * against anything, while requests are served. At most 64 MB. Immutable.
 */
public final class Assets {
    private static final long MAX_BYTES = 64L * 1024 * 1024;
    private static final int MIN_COMPRESSED = 1_024;

    private final Map<String, Asset> files;

    private Assets(Map<String, Asset> files) {
        this.files = Map.copyOf(files);
    }

    /** Reads the folder that this file of the class path is in; empty when it is not there. Blocks: for a worker. */
    public static Assets beside(String file) {
        var url = Assets.class.getClassLoader().getResource(file);
        var folder = file.substring(0, file.lastIndexOf('/') + 1);
        try {
            return new Assets(url == null ? Map.of() : read(url, folder));
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("cannot read " + folder + " of the class path", e);
        }
    }

    /** The file of this name, relative to the folder, without a slash in front. */
    public Optional<Asset> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** Whether the folder is missing or empty. */
    public boolean isEmpty() {
        return files.isEmpty();
    }

    private static Map<String, Asset> read(URL url, String folder) throws IOException, URISyntaxException {
        var found = new HashMap<String, Asset>();
        if (url.openConnection() instanceof JarURLConnection connection) {
            connection.setUseCaches(false);
            try (var jar = connection.getJarFile()) {
                var entries = jar.stream()
                        .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(folder))
                        .toList();
                for (var entry : entries) {
                    try (var in = jar.getInputStream(entry)) {
                        add(found, entry.getName().substring(folder.length()), in);
                    }
                }
            }
        } else {
            readDirectory(found, Path.of(new URI(url.toString()).resolve(".")));
        }
        return found;
    }

    private static void readDirectory(Map<String, Asset> found, Path root) throws IOException {
        try (var paths = Files.walk(root)) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                try (var in = Files.newInputStream(path)) {
                    add(found, root.relativize(path).toString().replace('\\', '/'), in);
                }
            }
        }
    }

    private static void add(Map<String, Asset> found, String name, InputStream in) throws IOException {
        var bytes = in.readAllBytes();
        long sum = bytes.length + found.values().stream().mapToLong(Asset::size).sum();
        if (sum > MAX_BYTES) {
            throw new IllegalStateException("more than " + MAX_BYTES + " bytes of assets");
        }
        found.put(name, Asset.of(name, bytes, compressed(name, bytes)));
    }

    private static Optional<byte[]> compressed(String name, byte[] bytes) {
        if (bytes.length < MIN_COMPRESSED || !Asset.isText(name)) {
            return Optional.empty();
        }
        var out = new ByteArrayOutputStream(bytes.length / 2);
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(out.toByteArray());
    }
}
