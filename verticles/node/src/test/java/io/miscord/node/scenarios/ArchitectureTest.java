package io.miscord.node.scenarios;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.miscord.contract.Actor;
import io.miscord.contract.Ask;
import io.miscord.contract.Problem;
import io.miscord.contract.ServerFrame;
import io.miscord.platform.config.Config;
import io.miscord.platform.config.DataSize;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;

/** What may depend on what, and what nobody may do. */
final class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.miscord")
            .that(DescribedPredicate.not(resideInAPackage("io.miscord.node.scenarios..")));
    private static final JavaClasses PRODUCT =
            ALL.that(DescribedPredicate.not(resideInAPackage("io.miscord.testkit..")));

    /** Classes that decide by their arguments alone. */
    private static final List<String> PURE = List.of("""
            Connection BatchWindow Windows Outflow Backlog Sequencer MainWire ClientFrames LegacyChatWire
            LegacyNotificationsWire LegacyVoiceWire FlatText MonitorWire ClusterLoad Rate PersonalNews Reach
            SocketIoWire Offsets ImportSlice EngineSession EnginePacket PacketReader PacketWriter Namespaces
            Requests Permissions Overwrite Rank Membership Sight Moved Bucket FailureWindow Ring Peers Texts
            RoleOrder ChannelOrder WordFilter VoiceWire VoiceBounds CallFrames RoomMirror QualityPolicy Flags
            """.strip().split("\\s+"));

    @Test
    void the_contract_stands_on_nothing() {
        classes()
                .that()
                .resideInAPackage("io.miscord.contract..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.miscord.contract..", "java..", "org.jspecify..", "com.fasterxml.jackson.annotation..")
                .because("every module shares it, and the words must outlive the tools")
                .check(PRODUCT);
        classes()
                .that()
                .resideInAPackage("io.miscord.contract..")
                .and()
                .areTopLevelClasses()
                .should(beClosed())
                .because("whoever switches over a word must be told by the compiler when there is a new one")
                .check(PRODUCT);
    }

    @Test
    void every_setting_is_read_by_something() {
        var unread = new TreeSet<String>();
        settings("", Config.class, unread);
        PRODUCT.that(DescribedPredicate.not(resideInAPackage("io.miscord.platform.config..")))
                .forEach(type -> type.getMethodCallsFromSelf().stream()
                        .filter(call -> call.getTargetOwner().getPackageName().equals(Config.class.getPackageName()))
                        .forEach(call -> unread.removeIf(
                                key -> key.endsWith(" " + call.getTargetOwner().getName() + "." + call.getName()))));
        assertThat(unread).as("settings that do nothing").isEmpty();
    }

    @Test
    void every_ask_says_first_who_asks() {
        var asks = new ArrayList<Class<?>>();
        records(Ask.class, asks);
        assertThat(asks).isNotEmpty();
        for (var ask : asks) {
            assertThat(ask.getRecordComponents()[0].getType()).as(ask.getName()).isEqualTo(Actor.class);
        }
    }

    @Test
    void only_the_bus_touches_the_event_bus() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.miscord.platform.bus..")
                .should()
                .callMethod(Vertx.class, "eventBus")
                .because("timeouts, bounds, codecs and local preference are in one place")
                .check(PRODUCT);
    }

    @Test
    void edges_know_no_sql_and_only_stores_write_it() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.miscord.persistence..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..", "java.sql..")
                .because("PostgreSQL belongs to persistence")
                .check(PRODUCT);
        noClasses()
                .that()
                .resideInAPackage("io.miscord.persistence..")
                .and()
                .resideOutsideOfPackage("io.miscord.persistence.sql..")
                .and()
                .haveSimpleNameNotContaining("Store")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..")
                .because("a statement is found in the Store of its tables")
                .check(PRODUCT);
    }

    @Test
    void stores_are_for_their_own_package() {
        classes()
                .that()
                .resideInAPackage("io.miscord.persistence..")
                .and()
                .haveSimpleNameEndingWith("Store")
                .should()
                .notBePublic()
                .because("the rules beside a store are the only way to it")
                .check(PRODUCT);
    }

    @Test
    void refusals_come_from_the_catalogue() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.miscord.contract..")
                .should()
                .callConstructorWhere(DescribedPredicate.describe(
                        "of a refusal with words of its own",
                        call -> call.getTargetOwner().isEquivalentTo(Problem.class)
                                || call.getTargetOwner().isEquivalentTo(Problem.FieldError.class)
                                || call.getTargetOwner().isEquivalentTo(ServerFrame.Refused.class)))
                .because("people are told in their own language, by the names in Refusal")
                .check(PRODUCT);
    }

    @Test
    void modules_keep_to_themselves() {
        for (var edge : List.of("api", "gateway", "persistence", "voice")) {
            noClasses()
                    .that()
                    .resideInAPackage("io.miscord." + edge + "..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("io.miscord..")
                            .and(DescribedPredicate.not(resideInAPackage("io.miscord.contract.."))
                                    .and(DescribedPredicate.not(resideInAPackage("io.miscord.platform..")))
                                    .and(DescribedPredicate.not(resideInAPackage("io.miscord." + edge + "..")))))
                    .because("verticles meet on the bus alone, so that each can run anywhere")
                    .check(PRODUCT);
        }
        noClasses()
                .that()
                .resideInAPackage("io.miscord.platform..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.hazelcast..", "io.vertx.spi.cluster..")
                .because("how nodes find each other is the node's business")
                .check(PRODUCT);
    }

    @Test
    void pure_classes_have_no_clock_no_chance_and_no_io() {
        assertThat(PRODUCT.that(pure()).stream().map(JavaClass::getSimpleName))
                .as("a class of another name would be free of this rule")
                .containsExactlyInAnyOrderElementsOf(PURE);
        noClasses()
                .that(pure())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vertx..", "java.io..", "java.net..", "java.nio.file..", "java.util.concurrent..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Random.class, Clock.class, Thread.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .because("what is subtle is decided by arguments alone, so that a test can decide everything")
                .check(PRODUCT);
    }

    @Test
    void time_comes_from_outside() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.miscord.node..", "io.miscord.platform.embedded..")
                // When a peer was last heard is the bus' own timekeeping, and decides nothing that is stored.
                .and()
                .doNotHaveFullyQualifiedName("io.miscord.platform.bus.Cluster")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .because("the node hands one clock to all")
                .check(PRODUCT);
    }

    @Test
    void nobody_waits_where_others_would_wait_too() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.miscord.persistence..", "io.miscord.voice..", "io.miscord.node..")
                .should(callMethod(Future.class, "await"))
                .because("only owners run on virtual threads")
                .check(PRODUCT);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.miscord.platform.embedded..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Lock.class)
                .orShould()
                .callMethodWhere(named(Thread.class, "sleep"))
                .orShould()
                .callMethodWhere(named(CompletableFuture.class, "get", "join"))
                .because("an event loop and a virtual-thread verticle must never block; starting servers may")
                .check(PRODUCT);
    }

    @Test
    void nothing_static_changes() {
        fields().that()
                .areStatic()
                .should()
                .beFinal()
                .because("two nodes in one JVM must not know of each other")
                .check(PRODUCT);
    }

    @Test
    void the_chaos_checker_shares_no_code_with_the_server() {
        noClasses()
                .that()
                .resideInAPackage("io.miscord.testkit.chaos..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.miscord..")
                        .and(DescribedPredicate.not(resideInAPackage("io.miscord.testkit.."))))
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("io.vertx..")
                .because("whoever judges the server must not make its mistakes")
                .check(ALL);
    }

    @Test
    void names_say_what_a_thing_is() {
        noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helpers?|Manager|Impl|Base|Dto)$")
                .because("such a name says nothing")
                .check(ALL);
    }

    @Test
    void packages_and_features_have_no_cycles() {
        for (var module : List.of("platform", "persistence", "gateway", "node")) {
            slices().matching("io.miscord." + module + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true)
                    .check(PRODUCT);
        }
        slices().matching("io.miscord.api.(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(PRODUCT);
    }

    private static DescribedPredicate<JavaClass> pure() {
        var named = DescribedPredicate.<JavaClass>alwaysFalse();
        for (var name : PURE) {
            named = named.or(simpleName(name));
        }
        return named.as("are pure");
    }

    private static DescribedPredicate<JavaMethodCall> named(Class<?> owner, String... methods) {
        return DescribedPredicate.describe(
                "to " + owner.getSimpleName(),
                call -> call.getTargetOwner().isEquivalentTo(owner)
                        && List.of(methods).contains(call.getTarget().getName()));
    }

    private static ArchCondition<JavaClass> beClosed() {
        return new ArchCondition<>("be a record, an enum, an annotation, sealed or final") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean closed = type.isRecord()
                        || type.isEnum()
                        || type.isAnnotation()
                        || type.getModifiers().contains(JavaModifier.FINAL)
                        || type.reflect().isSealed()
                        || type.getSimpleName().equals("package-info");
                if (!closed) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " is open"));
                }
            }
        };
    }

    /** Each key of the tree, and after it the accessor that reads it. */
    private static void settings(String prefix, Class<?> type, Set<String> found) {
        for (var component : type.getRecordComponents()) {
            var key = prefix + component.getName();
            var part = component.getType();
            if (part.isRecord() && part.getPackage() == Config.class.getPackage() && part != DataSize.class) {
                settings(key + ".", part, found);
            } else {
                found.add(key + " " + type.getName() + "." + component.getName());
            }
        }
    }

    private static void records(Class<?> type, List<Class<?>> found) {
        if (type.isSealed()) {
            for (var sub : type.getPermittedSubclasses()) {
                records(sub, found);
            }
        } else {
            found.add(type);
        }
    }
}
