package io.besedka.simulator.telegram;

import io.besedka.simulator.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * Someone with a phone, in one chat with one bot. What the person does returns the update that Telegram makes of it;
 * what the phone shows is read with {@link #sees}, {@link #messages}, {@link #keyboard} and waited for with
 * {@link #awaits}. A person who writes without having pressed Start has started the bot by that.
 */
public final class Person {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Bot bot;
    private final User user;
    private final Chat chat;

    Person(Bot bot, User user, Chat chat) {
        this.bot = bot;
        this.user = user;
        this.chat = chat;
    }

    public String name() {
        return user.name();
    }

    /** The person's Telegram id; of the private chat too. */
    public long id() {
        return user.id();
    }

    public long chatId() {
        return chat.id;
    }

    /** The same person inside a group made with {@link Bot#group}. */
    public Person in(long groupId) {
        return new Person(bot, user, bot.chat(groupId));
    }

    Bot bot() {
        return bot;
    }

    Chat chat() {
        return chat;
    }

    /** Shows this picture to whoever asks for the chat. */
    public Person looksLike(byte[] picture) {
        synchronized (chat) {
            chat.picture = bot.files.keep("photo", "", "image/jpeg", picture, picture.length, 0);
        }
        return this;
    }

    public ObjectNode starts() {
        return writes("/start");
    }

    /** Opens the bot by a deep link {@code t.me/<bot>?start=payload} and presses Start. */
    public ObjectNode starts(String payload) {
        return writes(payload.isEmpty() ? "/start" : "/start " + payload);
    }

    public ObjectNode writes(String text) {
        return says(0, textContent(text));
    }

    public ObjectNode repliesTo(Message message, String text) {
        return says(message.id(), textContent(text));
    }

    public ObjectNode sends(Attachment attachment) {
        return says(0, content(attachment));
    }

    public ObjectNode repliesTo(Message message, Attachment attachment) {
        return says(message.id(), content(attachment));
    }

    /** Sends several files as one album: one update each, with a common media_group_id. */
    public List<ObjectNode> sendsAlbum(List<Attachment> attachments) {
        var group = Long.toString(13_000_000_000_000_000L + bot.updates.nextId());
        var updates = new ArrayList<ObjectNode>();
        for (var attachment : attachments)
            updates.add(says(0, content(attachment).put("media_group_id", group)));
        return updates;
    }

    public ObjectNode sendsLocation(double latitude, double longitude) {
        var content = Json.object();
        content.putObject("location").put("latitude", latitude).put("longitude", longitude);
        return says(0, content);
    }

    public ObjectNode sendsVenue(double latitude, double longitude, String title, String address) {
        var content = Json.object();
        content.putObject("location").put("latitude", latitude).put("longitude", longitude);
        var venue = content.putObject("venue");
        venue.putObject("location").put("latitude", latitude).put("longitude", longitude);
        venue.put("title", title).put("address", address);
        return says(0, content);
    }

    /** Shares the person's own phone number. */
    public ObjectNode sharesPhone(String phone) {
        var content = Json.object();
        var contact = content.putObject("contact").put("phone_number", phone).put("first_name", user.firstName());
        if (!user.lastName().isEmpty()) contact.put("last_name", user.lastName());
        contact.put("user_id", user.id());
        return says(0, content);
    }

    /** Sends somebody else's card. */
    public ObjectNode sendsContact(String firstName, String phone) {
        var content = Json.object();
        content.putObject("contact").put("phone_number", phone).put("first_name", firstName);
        return says(0, content);
    }

    /** Changes the text (or caption) of an own message. */
    public ObjectNode edits(Message message, String text) {
        return Deeds.edit(this, message.id(), text);
    }

    /** Sets the person's only reaction; an empty string takes it back. The bot hears of it only if it asked to. */
    public ObjectNode reacts(Message message, String emoji) {
        return Deeds.react(this, message.id(), emoji);
    }

    /** Presses the newest button with this label: inline ones of any message, else the reply keyboard. */
    public ObjectNode presses(String label) {
        return Presses.press(this, label);
    }

    /** Presses an inline button of that message. */
    public ObjectNode presses(Message message, String label) {
        return Presses.press(this, message.id(), label);
    }

    /** Stops the bot: it gets my_chat_member and can write no more. */
    public ObjectNode blocks() {
        return Deeds.block(this, true);
    }

    public ObjectNode unblocks() {
        return Deeds.block(this, false);
    }

    /** Deletes the account; the bot is not told. */
    public void deactivates() {
        synchronized (chat) {
            chat.deactivated = true;
            chat.changed();
        }
    }

    /** What the bot said that is still on the screen, oldest first; {@code [photo]} and the like without words. */
    public List<String> sees() {
        return messages().stream()
                .filter(message -> message.fromBot() && !message.deleted())
                .map(Message::shown)
                .toList();
    }

    /** Everything in the chat, own, deleted and edited messages too. */
    public List<Message> messages() {
        synchronized (chat) {
            return chat.lines().stream().map(Message::of).toList();
        }
    }

    /** The bot's newest message on the screen. */
    public Message lastSeen() {
        return messages().reversed().stream()
                .filter(message -> message.fromBot() && !message.deleted())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name() + " has seen nothing from the bot"));
    }

    /** The reply keyboard's labels, row by row; empty when there is none. */
    public List<List<String>> keyboard() {
        synchronized (chat) {
            return Presses.keyboardLabels(chat);
        }
    }

    /** Whether the bot seems to be typing (or uploading, ...) now. */
    public boolean seesTyping() {
        synchronized (chat) {
            return bot.simulator().time().now().isBefore(chat.typingUntil);
        }
    }

    /** The text that the answer to the last press showed; empty before any answer. */
    public Optional<String> toast() {
        synchronized (chat) {
            return Optional.ofNullable(chat.toast).map(Chat.Toast::text);
        }
    }

    public boolean hasBlocked() {
        synchronized (chat) {
            return chat.blocked;
        }
    }

    /** Waits until the condition holds, at most 10 s; it is looked at after every change in the chat. */
    public Person awaits(Predicate<Person> condition) {
        return awaits(condition, PATIENCE);
    }

    /**
     * Waits until the condition holds.
     *
     * @throws IllegalStateException saying what the phone shows, when the time is over
     */
    public Person awaits(Predicate<Person> condition, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        synchronized (chat) {
            while (!condition.test(this)) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) throw new IllegalStateException(name() + " waited in vain; the phone shows " + sees());
                try {
                    chat.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while waiting", e);
                }
            }
        }
        return this;
    }

    /** Waits until the bot's text is on the screen. */
    public Person awaitsText(String text) {
        return awaits(person -> person.sees().contains(text));
    }

    ObjectNode says(long replyTo, ObjectNode content) {
        return Deeds.say(this, replyTo, content);
    }

    User user() {
        return user;
    }

    private static ObjectNode textContent(String text) {
        var content = Json.object();
        Posting.setText(content, FormattedText.plain(text).atMost(Sends.TEXT_LIMIT, "message is too long"));
        return content;
    }

    private ObjectNode content(Attachment attachment) {
        var file = bot.files.keep(
                attachment.kind(),
                attachment.fileName(),
                attachment.mime(),
                attachment.content(),
                attachment.size(),
                attachment.duration());
        var content = Json.object();
        Media.put(content, file);
        Media.putCaption(content, FormattedText.plain(attachment.caption()));
        return content;
    }
}
