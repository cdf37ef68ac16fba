package io.miscord.node.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The house rules that a program can check, over every file of the project. */
final class TidyTest {
    private static final Path ROOT = Path.of(System.getProperty("miscord.root", "../.."));
    private static final int LINE = 120;
    private static final int FILE = 400;
    private static final int METHOD = 40;
    private static final Set<String> NOT_OURS =
            Set.of("target", "node_modules", "dist", ".git", "data", "test-results", "coverage");
    /** A type, perhaps with its folder before it and a member behind: {@code sql/Tx}, {@code Bus.ask}. */
    private static final Pattern NAMED = Pattern.compile("`(?:[\\w/]+/)?([A-Z][a-z]\\w*)(?:\\.([a-z]\\w*))?`");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)[^)]*\\)");

    @Test
    void no_line_and_no_file_is_too_long() throws IOException {
        var found = new ArrayList<String>();
        for (var file : files("java", "ts", "tsx", "sh", "sql", "lua")) {
            var lines = Files.readAllLines(file);
            if (lines.size() > FILE) {
                found.add("%s: %d lines".formatted(ROOT.relativize(file), lines.size()));
            }
            found.addAll(where(file, lines, (line, before) -> line.length() > LINE));
        }
        assertThat(generatedLeftOut(found)).isEmpty();
    }

    @Test
    void no_method_is_too_long() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var found = new ArrayList<String>();
        var main = files("java");
        main.removeIf(file -> file.toString().contains("/src/test/"));
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(main));
            var positions = Trees.instance(task).getSourcePositions();
            for (var unit : task.parse()) {
                new TreePathScanner<Void, Void>() {
                    @Override
                    public Void visitMethod(MethodTree method, Void nothing) {
                        var map = unit.getLineMap();
                        long from = map.getLineNumber(positions.getStartPosition(unit, method));
                        long to = map.getLineNumber(positions.getEndPosition(unit, method));
                        if (to - from + 1 > METHOD) {
                            found.add("%s:%d %s has %d lines"
                                    .formatted(
                                            ROOT.toAbsolutePath()
                                                    .normalize()
                                                    .relativize(Path.of(
                                                            unit.getSourceFile().toUri())),
                                            from,
                                            method.getName(),
                                            to - from + 1));
                        }
                        return super.visitMethod(method, null);
                    }
                }.scan(unit, null);
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void nothing_is_left_over_to_be_done_later() throws IOException {
        var marker = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b");
        assertThat(everywhere((line, before) -> marker.matcher(line).find(), "java", "ts", "tsx", "sh", "sql", "yaml"))
                .isEmpty();
    }

    @Test
    void only_a_command_line_prints() throws IOException {
        var found = everywhere(
                (line, before) -> line.contains("System." + "out") || line.contains("printStack" + "Trace"), "java");
        // What a person who types a command is told.
        found.removeIf(place -> place.contains("/node/Main.java")
                || place.contains("/node/Seeding.java")
                || place.contains("/conformance/ConformanceServer.java"));
        assertThat(found).isEmpty();
    }

    @Test
    void every_suppressed_warning_has_a_reason() throws IOException {
        var found = everywhere(
                (line, before) -> before.strip().startsWith("@SuppressWarnings")
                        && !before.contains("//")
                        && !line.contains("//"),
                "java");
        assertThat(found).isEmpty();
    }

    @Test
    void main_code_holds_no_lock() throws IOException {
        var found = everywhere(
                (line, before) -> line.matches(".*\\bsynchronized\\b.*[({].*")
                        && !line.strip().startsWith("*"),
                "java");
        assertThat(found).isEmpty();
    }

    @Test
    void every_module_is_in_the_table_and_has_a_readme() throws IOException {
        var table = Files.readString(ROOT.resolve("verticles/README.md"));
        try (var modules = Files.list(ROOT.resolve("verticles"))) {
            for (var module : modules.filter(Files::isDirectory).toList()) {
                assertThat(table).contains(module.getFileName().toString());
                assertThat(module.resolve("README.md")).isRegularFile();
            }
        }
    }

    @Test
    void every_package_says_what_it_is_and_is_null_marked() throws IOException {
        var without = new TreeSet<String>();
        for (var file : files("java")) {
            var about = file.resolveSibling("package-info.java");
            if (file.toString().contains("/src/main/")
                    && (Files.notExists(about)
                            || !Files.readString(about).startsWith("/**")
                            || !Files.readString(about).contains("@NullMarked"))) {
                without.add(ROOT.relativize(file.getParent()).toString());
            }
        }
        assertThat(without).isEmpty();
    }

    @Test
    void every_script_says_what_it_does() throws IOException, InterruptedException {
        try (var scripts = Files.list(ROOT.resolve("scripts"))) {
            for (var script : scripts.filter(Files::isExecutable)
                    .filter(Files::isRegularFile)
                    .toList()) {
                var process = new ProcessBuilder(script.toAbsolutePath().toString(), "--help")
                        .redirectErrorStream(true)
                        .start();
                var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).as(script + "\n" + said).isZero();
                assertThat(said)
                        .as(script.toString())
                        .contains(script.getFileName().toString());
            }
        }
    }

    @Test
    void documents_have_one_title_and_links_that_lead_somewhere() throws IOException {
        var found = new ArrayList<String>();
        for (var file : files("md")) {
            var text = Files.readString(file).replaceAll("(?s)```.*?```", "");
            long titles = text.lines().filter(line -> line.startsWith("# ")).count();
            if (titles != 1) {
                found.add("%s has %d titles".formatted(ROOT.relativize(file), titles));
            }
            var links = LINK.matcher(text);
            while (links.find()) {
                var target = links.group(1);
                if (!target.contains("://")
                        && !target.startsWith("mailto:")
                        && Files.notExists(file.resolveSibling(target))) {
                    found.add("%s leads to %s, which is not there".formatted(ROOT.relativize(file), target));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void what_documents_name_is_there() throws IOException {
        var sources = new HashMap<String, String>();
        for (var file : files("java", "ts", "tsx")) {
            var name = file.getFileName().toString();
            sources.merge(name.substring(0, name.indexOf('.')), Files.readString(file), String::concat);
        }
        var found = new ArrayList<String>();
        for (var file : files("md")) {
            var names = NAMED.matcher(Files.readString(file));
            while (names.find()) {
                var source = sources.get(names.group(1));
                var member = names.group(2);
                if (source == null
                        || (member != null
                                && !Pattern.compile("\\b" + member + "\\b")
                                        .matcher(source)
                                        .find())) {
                    found.add("%s: %s".formatted(ROOT.relativize(file), names.group()));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    private static List<String> everywhere(BiPredicate<String, String> wrong, String... suffixes) throws IOException {
        var found = new ArrayList<String>();
        for (var file : files(suffixes)) {
            var path = file.toString();
            if (!path.contains("/src/test/") && !path.contains("/e2e/") && !path.contains("/testkit/")) {
                found.addAll(where(file, Files.readAllLines(file), wrong));
            }
        }
        return generatedLeftOut(found);
    }

    private static List<String> where(Path file, List<String> lines, BiPredicate<String, String> wrong) {
        var found = new ArrayList<String>();
        String before = "";
        for (int i = 0; i < lines.size(); i++) {
            if (wrong.test(lines.get(i), before)) {
                found.add("%s:%d %s"
                        .formatted(ROOT.relativize(file), i + 1, lines.get(i).strip()));
            }
            before = lines.get(i);
        }
        return found;
    }

    private static List<String> generatedLeftOut(List<String> found) {
        found.removeIf(place -> place.matches(".*webroot/src/(api|realtime)/schema\\.ts.*"));
        return found;
    }

    private static List<Path> files(String... suffixes) throws IOException {
        var found = new ArrayList<Path>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(folder.getFileName().toString())
                                && !folder.equals(ROOT)
                                && !folder.toString().contains("/src/")
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                for (var suffix : suffixes) {
                    if (file.toString().endsWith("." + suffix)) {
                        found.add(file);
                    }
                }
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(null);
        return found;
    }
}
