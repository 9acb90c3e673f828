package io.besedka.platform.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.besedka.platform.outbound.Outcome.Answered;
import io.besedka.platform.outbound.Outcome.NotSent;
import io.besedka.platform.outbound.Outcome.Refused;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedHttpTest extends ClientContract {
    private static final List<AddressRange> LOOPBACK = List.of(AddressRange.parse("127.0.0.1"));

    private final AtomicInteger lookups = new AtomicInteger();
    private final GuardedHttp open = new GuardedHttp(LOOPBACK);
    private final GuardedHttp strict = new GuardedHttp(List.of());

    @AfterEach
    void close() {
        open.close();
        strict.close();
    }

    @Override
    Outcome send(Call call) {
        return open.send(call);
    }

    @Override
    Outcome download(Call call, OutputStream target) {
        return open.download(call, target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "2130706433",
                "0x7f000001",
                "127.1",
                "0.0.0.0",
                "10.1.2.3",
                "172.31.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:a00:1]",
                "[fe80::1]",
                "[fd00::1]",
                "[ff02::1]",
                "[64:ff9b::a00:1]",
                "[2002:7f00:1::]",
                "[2001:0:1::1]",
                "[::127.0.0.1]"
            })
    void a_private_address_is_refused_however_it_is_written(String host) {
        assertThat(strict.send(Call.get("http://" + host + ":1/")))
                .isNotInstanceOfAny(Answered.class, Outcome.Unknown.class);
        assertThat(strict.send(Call.get("http://" + host + ":1/")))
                .satisfiesAnyOf(
                        outcome -> assertThat(outcome).isInstanceOf(Refused.class),
                        outcome -> assertThat(((NotSent) outcome).why()).contains("UnknownHost"));
    }

    @Test
    void public_addresses_are_permitted() throws Exception {
        var policy = new AddressPolicy(List.of());
        for (var address : List.of("8.8.8.8", "100.128.0.1", "172.32.0.1", "2a02:6b8::1", "::ffff:8.8.8.8")) {
            assertThat(policy.permits(InetAddress.getByName(address)))
                    .as(address)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shop.example",
                "ftp://shop.example/",
                "file:///etc/passwd",
                "http://",
                "http:///path",
                "http://anna:word@shop.example/",
                "http://shop.example:99999/",
                "http://a b/",
                "http://shop.example/a b",
                "http://[::1/",
                "http://xn--/",
                "gopher://shop.example",
                "http://shop.example:x/",
                "javascript:alert(1)"
            })
    void a_url_we_do_not_call_is_refused(String url) {
        assertThat(strict.send(Call.get(url))).isInstanceOf(Refused.class);
    }

    @Test
    void headers_that_would_break_the_request_are_refused() {
        var call = Call.get("http://shop.example/");

        assertThat(strict.send(call.withHeader("X", "a\r\nHost: b"))).isInstanceOf(Refused.class);
        assertThat(strict.send(call.withHeader("X Y", "a"))).isInstanceOf(Refused.class);
        assertThat(strict.send(call.withHeader("Host", "internal"))).isInstanceOf(Refused.class);
        assertThat(strict.send(call.withMethod("GET / HTTP/1.1\r\n"))).isInstanceOf(Refused.class);
    }

    @Test
    void a_name_is_resolved_once_and_that_address_is_called() throws Exception {
        try (var server = TinyServer.answering(_ -> TinyServer.ok("hi"));
                var http = resolving(new SslContextFactory.Client(), "127.0.0.1", "127.0.0.2")) {
            assertThat(http.send(Call.get("http://shop.example:" + server.port() + "/")))
                    .isInstanceOf(Answered.class);
            assertThat(lookups).hasValue(1);
            assertThat(server.requests.getFirst()).contains("Host: shop.example:" + server.port());
        }
    }

    @Test
    void a_public_name_with_a_private_address_is_refused() {
        try (var http = new GuardedHttp(
                new AddressPolicy(List.of()), _ -> literal("10.0.0.1"), new SslContextFactory.Client())) {
            assertThat(http.send(Call.get("http://shop.example/"))).isInstanceOf(Refused.class);
        }
    }

    @Test
    void an_international_name_is_looked_up_in_its_ascii_form() throws Exception {
        try (var server = TinyServer.answering(_ -> TinyServer.ok("hi"));
                var http = resolving(new SslContextFactory.Client(), "127.0.0.1")) {
            assertThat(http.send(Call.get("http://цветы.рф:" + server.port() + "/каталог")))
                    .isInstanceOf(Answered.class);
            assertThat(server.requests.getFirst())
                    .contains("Host: xn--b1ag3bn2a.xn--p1ai")
                    .contains("/%D0%BA");
        }
    }

    @Test
    void an_unknown_name_was_not_sent() {
        try (var http = new GuardedHttp(
                new AddressPolicy(List.of()),
                _ -> {
                    throw new UnknownHostException();
                },
                new SslContextFactory.Client())) {
            assertThat(http.send(Call.get("http://shop.example/"))).isInstanceOf(NotSent.class);
        }
    }

    @Test
    void redirects_are_followed_and_a_post_becomes_a_get() throws Exception {
        try (var server = TinyServer.answering(request ->
                request.startsWith("POST /a") ? TinyServer.redirect(302, "/b?c=d") : TinyServer.ok("there"))) {
            var answered = (Answered) send(Call.post(server.url("/a"), Body.json("{}".getBytes(UTF_8))));

            assertThat(new String(answered.body(), UTF_8)).isEqualTo("there");
            assertThat(server.requests.getLast()).startsWith("GET /b?c=d ");
        }
    }

    @Test
    void a_permanent_redirect_of_the_308_kind_keeps_method_and_body() throws Exception {
        try (var server = TinyServer.answering(
                request -> request.startsWith("POST /a") ? TinyServer.redirect(308, "/b") : TinyServer.ok("there"))) {
            send(Call.post(server.url("/a"), Body.json("{}".getBytes(UTF_8))));

            assertThat(server.requests.getLast()).startsWith("POST /b ").endsWith("{}");
        }
    }

    @Test
    void endless_redirects_are_refused() throws Exception {
        try (var server = TinyServer.answering(_ -> TinyServer.redirect(302, "/again"))) {
            assertThat(send(Call.get(server.url("/")))).isInstanceOf(Refused.class);
            assertThat(server.requests).hasSize(GuardedHttp.MOST_REDIRECTS + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.1/", "file:///etc/passwd", "//[::1]/", "http://a:b@shop.example/"})
    void a_redirect_is_judged_like_any_url(String location) throws Exception {
        try (var server = TinyServer.answering(_ -> TinyServer.redirect(302, location))) {
            assertThat(send(Call.get(server.url("/")))).isInstanceOf(Refused.class);
        }
    }

    @Test
    void a_redirect_elsewhere_takes_no_authorization_along() throws Exception {
        try (var second = TinyServer.answering(_ -> TinyServer.ok(""));
                var first = TinyServer.answering(_ -> TinyServer.redirect(307, second.url("/")))) {
            send(Call.get(first.url("/"))
                    .withHeader("Authorization", "Bearer t")
                    .withHeader("X-Kept", "k"));

            assertThat(first.requests.getFirst()).contains("Bearer t");
            assertThat(second.requests.getFirst()).doesNotContain("Bearer t").contains("X-Kept");
        }
    }

    @Test
    void the_certificate_must_be_for_the_name_that_was_typed() throws Exception {
        var store = keyStoreFor("shop.example");
        try (var server = tlsServer(store);
                var http = resolving(trusting(store), "127.0.0.1")) {
            var answered = (Answered) http.send(Call.get("https://shop.example:" + server.port() + "/"));
            assertThat(answered.status()).isEqualTo(200);
            assertThat(server.requests.getFirst()).contains("Host: shop.example");

            assertThat(http.send(Call.get("https://other.example:" + server.port() + "/")))
                    .isInstanceOf(NotSent.class);
        }
    }

    private GuardedHttp resolving(SslContextFactory.Client tls, String... addresses) {
        Names.Lookup lookup = _ -> literal(addresses[Math.min(lookups.getAndIncrement(), addresses.length - 1)]);
        return new GuardedHttp(new AddressPolicy(LOOPBACK), lookup, tls);
    }

    private static InetAddress[] literal(String address) {
        return new InetAddress[] {InetAddress.ofLiteral(address)};
    }

    private KeyStore keyStoreFor(String name) throws Exception {
        var file = folder.resolve("keys.p12");
        var keytool = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/keytool",
                        "-genkeypair",
                        "-alias",
                        "shop",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-storepass",
                        "password",
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, "password".toCharArray());
        }
        return store;
    }

    private static TinyServer tlsServer(KeyStore store) throws Exception {
        var keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, "password".toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        var socket = context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        return new TinyServer(socket, _ -> TinyServer.ok(""));
    }

    private static SslContextFactory.Client trusting(KeyStore store) {
        var tls = new SslContextFactory.Client();
        tls.setTrustStore(store);
        return tls;
    }
}
