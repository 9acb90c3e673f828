package io.besedka.simulator.messenger;

import io.besedka.simulator.HttpFace;
import io.besedka.simulator.PageEvents;
import io.besedka.simulator.Switchboard;
import io.besedka.simulator.Timeline;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * A pretend messenger without a provider's dialect: a provider makes one, adds its {@link #calls}, starts it, and
 * introduces accounts. The phone page lies at {@code /}, its JSON under {@code /api/}, files under {@code /files/}.
 */
public final class Messenger implements AutoCloseable {
    private final Look look;
    private final Deeds deeds;
    private final Postman postman;
    private final Timeline time = new Timeline();
    private final Switchboard switchboard = new Switchboard(time);
    private final Rules rules = new Rules();
    private final Ledger ledger = new Ledger();
    private final Rates rates = new Rates(time);
    private final Calls calls = new Calls(switchboard);
    private final Files files = new Files(this);
    private final Map<String, String> pictures = new ConcurrentHashMap<>();
    private final PageEvents events = new PageEvents();
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private Function<ObjectNode, Account> introducer =
            json -> account(json.path("id").asString(""), json.path("name").asString(""), json);
    private volatile HttpFace http;
    private volatile Memory memory;

    public Messenger(Look look, Deeds deeds, Postman postman) {
        this.look = look;
        this.deeds = deeds;
        this.postman = postman;
    }

    /** Starts listening; port 0 takes a free one. Whoever reaches the address can speak as any person. */
    public Messenger start(String host, int port) {
        var phone = new PhoneFace(this);
        http = HttpFace.start(host, port, exchange -> {
            // Before the calls: some providers have calls of just such a path.
            if (PhoneFace.isPicture(exchange) || !calls.take(exchange)) phone.take(exchange);
        });
        return this;
    }

    /** The address without a trailing slash; only after {@link #start}. */
    public URI url() {
        return http.url();
    }

    /** The routes our server calls; add them before starting. */
    public Calls calls() {
        return calls;
    }

    /** Introduces an account or finds the one with this id. */
    public Account account(String id, String name, ObjectNode extra) {
        if (!id.matches("[^/\\s]{1,120}")) throw new IllegalArgumentException("an account's id has 1-120 characters");
        return accounts.computeIfAbsent(id, key -> {
            var account = new Account(this, id, name.isEmpty() ? id : name, extra);
            if (memory != null) memory.restore(account);
            return account;
        });
    }

    /** How {@code POST /api/accounts} introduces one; unless told it takes {@code id, name} and keeps the rest. */
    public Messenger introducing(Function<ObjectNode, Account> by) {
        introducer = by;
        return this;
    }

    public Optional<Account> account(String id) {
        return Optional.ofNullable(accounts.get(id));
    }

    /** The account whose {@code extra} holds this text: found by token, phone number id, group. */
    public Optional<Account> accountWith(String field, String value) {
        return accounts.values().stream()
                .filter(account -> !value.isEmpty() && account.extra(field).equals(value))
                .findFirst();
    }

    public Collection<Account> accounts() {
        return accounts.values().stream()
                .sorted(Comparator.comparing(Account::name))
                .toList();
    }

    /** Takes an account away; its token is invalid from now on. */
    public void forget(Account account) {
        if (accounts.remove(account.id()) != null) account.updates().close();
    }

    /**
     * Does a send: lays it into the chat, writes it into the ledger, and brings it to the phone after the call was
     * answered (see {@link Rules#deliversAtOnce}). Checks are the provider's, before.
     */
    public Bubble says(Call call, Chat chat, Content content, String replyTo) {
        var bubble = chat.ours(content, replyTo);
        ledger.add(chat.account().id(), call.name(), chat.id(), bubble.id(), content.shown(), bubble.at());
        if (rules.deliversAtOnce()) call.afterwards(() -> delivers(chat));
        return bubble;
    }

    /** Does a send that came by another protocol than HTTP; {@link #delivers} brings it to the phone once it was answered. */
    public Bubble says(String call, Chat chat, Content content, String replyTo) {
        var bubble = chat.ours(content, replyTo);
        ledger.add(chat.account().id(), call, chat.id(), bubble.id(), content.shown(), bubble.at());
        return bubble;
    }

    /** Writes another deed of ours into the ledger: an edit, a delete, a reaction. */
    public void did(Call call, Chat chat, String messageId, String text) {
        ledger.add(chat.account().id(), call.name(), chat.id(), messageId, text, time.now());
    }

    /** Brings everything sent so far to the phone, unless the person has blocked the account. */
    public void delivers(Chat chat) {
        synchronized (chat) {
            if (chat.blocked()) return;
            Presses.deliver(chat);
            if (rules.readsAtOnce() && look.can().contains(Can.READ)) Presses.read(chat);
        }
    }

    /** Asks our server something within a call (a challenge, a confirmation); empty when nobody answers in time. */
    public Optional<HttpResponse<byte[]>> ask(HttpRequest request) {
        try {
            return Optional.of(client.send(request, HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The address of a person's picture: a PNG made of the name, unless the person chose another. */
    public String avatar(Profile person) {
        var chosen = pictures.get(person.id());
        return chosen != null
                ? chosen
                : url() + "/avatars/" + Long.toString(Profile.number(person.name()), 36) + ".png";
    }

    void picture(Profile person, Media picture) {
        pictures.put(person.id(), files.keep(picture).url());
    }

    /** Keeps people and chats in this file from now on; call before introducing accounts. */
    public void remember(Path file) {
        memory = new Memory(file, this::accounts);
    }

    public Look look() {
        return look;
    }

    public Rules rules() {
        return rules;
    }

    public Rates rates() {
        return rates;
    }

    public Ledger ledger() {
        return ledger;
    }

    public Files files() {
        return files;
    }

    public Timeline time() {
        return time;
    }

    public Switchboard switchboard() {
        return switchboard;
    }

    @Override
    public void close() {
        accounts.values().forEach(account -> account.updates().close());
        events.close();
        if (http != null) http.close();
        if (memory != null) memory.close();
        time.close();
        client.shutdownNow();
    }

    Account introduce(ObjectNode json) {
        return introducer.apply(json);
    }

    Deeds deeds() {
        return deeds;
    }

    Postman postman() {
        return postman;
    }

    PageEvents events() {
        return events;
    }

    HttpClient client() {
        return client;
    }
}
