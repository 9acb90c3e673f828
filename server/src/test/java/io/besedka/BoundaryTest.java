package io.besedka;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.besedka.app.Server;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house's plan: which room may know which. Inside a room the compiler keeps order, by package-private classes. */
class BoundaryTest {
    private static final String ROOT = "io.besedka.";

    static {
        // Names are all we judge by; reading Jetty and the JDK as well would take ten times as long.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    }

    private static final JavaClasses SERVER = classesBeside(Server.class);
    private static final JavaClasses SIMULATORS = new ClassFileImporter().importPackages("io.besedka.simulator");

    /**
     * From below to above. A room may use itself, {@code platform}, and what its row names; it can only name rows above its own in this
     * table, so arrows never turn back. A name covers the packages below it that have no row of their own.
     */
    private static final Map<String, List<String>> ROOMS = table(
            room("platform"),
            // Its access check and typed refusals speak platform.http (Exchange, Problem): one check that every face
            // asks as it is.
            room("account"),
            room("gate", "account"),
            room("conversation", "account"),
            // WebhookRoutes is here and not in a face: it is one route, and an adapter judges the raw request.
            room("channel", "account", "conversation"),
            room("channel.avito", "channel", "conversation"),
            room("channel.email", "channel", "conversation"),
            room("channel.max", "channel", "conversation"),
            room("channel.meta", "channel", "conversation"),
            room("channel.ok", "channel", "conversation"),
            room("channel.telegram", "channel", "conversation"),
            room("channel.viber", "channel", "conversation"),
            room("channel.vk", "channel", "conversation"),
            room("channel.whatsapp", "channel", "conversation"),
            room("channel.widget", "channel", "conversation"),
            room("delivery", "account", "conversation", "channel"),
            room("flow", "account", "conversation"),
            room("deal", "conversation"),
            room("realtime", "account", "conversation"),
            room("webhook", "account", "conversation", "channel"),
            room("face", "conversation"),
            room("broadcast", "account", "conversation", "channel"),
            room("api.account", "account"),
            room("api.broadcast", "account", "conversation", "broadcast", "face"),
            room("api.connection", "account", "conversation", "channel"),
            room("api.deal", "account", "conversation", "deal", "face"),
            room("api.file", "conversation", "channel", "face"),
            room("api.client", "account", "conversation", "channel", "face"),
            room("api.flow", "account", "flow"),
            room("api.webhook", "account", "webhook"),
            // A dialect speaks of all there is; what stands beside it (lists, broadcasts) it asks by an interface.
            room("api.salebot", "account", "conversation", "channel", "flow", "deal"),
            room("inbox", "account", "conversation", "realtime", "face"),
            room("widget", "account", "conversation", "channel", "realtime", "face"));

    /** Only {@code app} knows everything; nobody knows it. */
    private static final String APP = "app";

    @Test
    void every_class_lives_in_a_room_of_the_table() {
        assertThat(SERVER.stream().filter(type -> roomOf(type).isEmpty()).map(JavaClass::getName))
                .isEmpty();
    }

    @Test
    void a_room_knows_only_what_the_table_allows() {
        var forbidden = new TreeSet<String>();
        for (var type : SERVER) {
            var from = roomOf(type).orElse(APP);
            referencesOf(type)
                    .filter(target -> !mayUse(from, roomOf(target).orElse("outside of the table")))
                    .forEach(target -> forbidden.add(from + ": " + type.getName() + " knows " + target.getName()));
        }

        assertThat(forbidden).isEmpty();
    }

    @Test
    void the_parts_of_the_platform_stand_in_no_circle() {
        slices().matching(ROOT + "platform.(*)..").should().beFreeOfCycles().check(SERVER);
    }

    @Test
    void adapters_do_not_know_each_other() {
        slices().matching(ROOT + "channel.(*)..")
                .should()
                .notDependOnEachOther()
                .check(SERVER);
    }

    /** What two of them need lies below both; app alone puts them beside each other. */
    @Test
    void faces_do_not_know_each_other() {
        var faces = List.of(
                "api.account",
                "api.broadcast",
                "api.client",
                "api.connection",
                "api.deal",
                "api.file",
                "api.flow",
                "api.salebot",
                "api.webhook",
                "inbox",
                "widget");
        var beside = ROOMS.entrySet().stream()
                .filter(room -> faces.contains(room.getKey())
                        && room.getValue().stream().anyMatch(faces::contains));

        assertThat(beside).isEmpty();
        assertThat(ROOMS.keySet()).containsAll(faces);
    }

    @Test
    void the_conversation_knows_no_http() {
        assertThat(foreign(
                        "conversation",
                        "io.besedka.platform.http",
                        "io.besedka.platform.outbound",
                        "org.eclipse.jetty",
                        "java.net.http"))
                .isEmpty();
    }

    /** What is published is read and compiled by Flows; the step itself stands on that alone. */
    @Test
    void a_flows_step_reaches_neither_database_nor_network_nor_clock() {
        var shelf = List.of("io.besedka.flow.Flows", "io.besedka.flow.FlowStore");
        var outside = new String[] {
            "java.sql",
            "javax.sql",
            "org.jdbi",
            "java.nio.file",
            "java.net.http",
            "java.net.Socket",
            "java.net.InetAddress",
            "java.net.HttpURLConnection",
            "io.besedka.platform.http.",
            "io.besedka.platform.outbound.",
            "io.besedka.platform.clock.",
            "io.besedka.platform.database."
        };

        assertThat(SERVER.stream().filter(type -> roomOf(type).orElse("").equals("flow")))
                .isNotEmpty()
                .filteredOn(type -> shelf.stream()
                        .noneMatch(name ->
                                type.getName().equals(name) || type.getName().startsWith(name + "$")))
                .flatMap(type -> knows(type, outside).toList())
                .isEmpty();
    }

    @Test
    void only_the_clock_asks_what_time_it_is() {
        var asking = SERVER.stream()
                .filter(type -> !type.getPackageName().equals("io.besedka.platform.clock"))
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getName().equals("currentTimeMillis")
                        || call.getName().equals("now")
                                && call.getTargetOwner().getPackageName().equals("java.time"))
                .map(call -> call.getDescription());

        assertThat(asking).isEmpty();
    }

    @Test
    void only_the_platform_knows_the_http_server_and_the_pool() {
        var outside = SERVER.stream().filter(type -> !roomOf(type).orElse("").equals("platform"));

        assertThat(outside.flatMap(type -> knows(type, "org.eclipse.jetty", "com.zaxxer", "org.flywaydb")))
                .isEmpty();
    }

    @Test
    void the_simulators_share_no_class_with_the_server() {
        assertThat(SERVER.stream().flatMap(type -> knows(type, "io.besedka.simulator")))
                .isEmpty();
        assertThat(SIMULATORS).isNotEmpty();
        assertThat(SIMULATORS.stream()
                        .flatMap(type -> referencesOf(type)
                                .filter(target -> !target.getPackageName().startsWith("io.besedka.simulator"))
                                .map(target -> type.getName() + " knows " + target.getName())))
                .isEmpty();
    }

    /** A virtual thread that waits for a class keeps its carrier: whatever the class waits for meanwhile may never get one. */
    @Test
    void no_class_waits_for_the_json_mapper_while_it_is_made_ready() {
        assertThat(SERVER.stream()
                        .flatMap(type -> type.getStaticInitializer().stream())
                        .flatMap(made -> made.getMethodCallsFromSelf().stream())
                        .filter(call -> call.getTargetOwner().getName().equals("io.besedka.platform.json.Json"))
                        .map(call -> call.getOriginOwner().getName() + " calls " + call.getName()))
                .isEmpty();
    }

    private static Stream<String> foreign(String room, String... packages) {
        return SERVER.stream()
                .filter(type -> roomOf(type).orElse("").equals(room))
                .flatMap(type -> knows(type, packages));
    }

    private static Stream<String> knows(JavaClass type, String... names) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(target ->
                        Stream.of(names).anyMatch(name -> target.getName().startsWith(name)))
                .map(target -> type.getName() + " knows " + target.getName())
                .distinct();
    }

    private static Stream<JavaClass> referencesOf(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(target -> target.getName().startsWith(ROOT))
                .distinct();
    }

    private static boolean mayUse(String from, String to) {
        return from.equals(APP)
                || from.equals(to)
                || to.equals("platform") && ROOMS.containsKey(from)
                || ROOMS.getOrDefault(from, List.of()).contains(to);
    }

    /** The row with the longest name that covers the class. */
    private static Optional<String> roomOf(JavaClass type) {
        var name = type.getPackageName() + ".";
        return Stream.concat(ROOMS.keySet().stream(), Stream.of(APP))
                .filter(room -> name.startsWith(ROOT + room + "."))
                .max(java.util.Comparator.comparingInt(String::length));
    }

    private record Room(String name, List<String> uses) {}

    private static Room room(String name, String... uses) {
        return new Room(name, List.of(uses));
    }

    private static Map<String, List<String>> table(Room... rooms) {
        var table = new LinkedHashMap<String, List<String>>();
        var below = new ArrayList<String>();
        for (var room : rooms) {
            if (!below.containsAll(room.uses())) {
                throw new IllegalArgumentException(room.name() + " names a room that stands above it");
            }
            table.put(room.name(), room.uses());
            below.add(room.name());
        }
        return table;
    }

    private static JavaClasses classesBeside(Class<?> type) {
        try {
            return new ClassFileImporter()
                    .importPath(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI()));
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
