package io.besedka.channel.max;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.besedka.conversation.Part;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/**
 * Contacts in messages: a vCard, and signs of whose it is. A number is the client's own when MAX names the client as its owner, or, where
 * it names nobody, when the hash fits, which MAX makes of the vCard with the bot's token as a client shares a number by our button.
 *
 * @param token null = no hash is believed
 * @param sender MAX's id of who sent the message; 0 = nobody's number is the sender's own
 */
record MaxContacts(String token, long sender) {
    static final MaxContacts STRANGERS = new MaxContacts(null, 0);

    private static final Pattern INTERNATIONAL = Pattern.compile("\\d{10,15}");
    private static final int NAME_LIMIT = 200;
    private static final int PHONE_LIMIT = 40;

    Part card(JsonNode payload) {
        var vcard = payload.path("vcf_info").stringValue("");
        var lines = lines(vcard);
        var person = payload.path("max_info");
        var phone = phone(payload.path("vcf_phone").stringValue(lines.getOrDefault("TEL", "")));
        if (phone.isEmpty()) {
            return new Part.Unsupported("contact");
        }
        var first = limited(person.path("first_name").stringValue(lines.get("FN")));
        var last = limited(person.path("last_name").stringValue(null));
        return new Part.ContactCard(
                phone, first, last, isOwn(person, vcard, payload.path("hash").stringValue("")));
    }

    private boolean isOwn(JsonNode person, String vcard, String hash) {
        long owner = person.path("user_id").longValue(0);
        return sender != 0 && (owner == 0 ? fits(vcard, hash) : owner == sender);
    }

    private boolean fits(String vcard, String hash) {
        if (token == null || vcard.isEmpty() || hash.isEmpty()) {
            return false;
        }
        var expected = digest(vcard);
        // In which letters the hash comes is not documented.
        return same(hash.toLowerCase(Locale.ROOT), HexFormat.of().formatHex(expected))
                || same(
                        hash.replace('-', '+').replace('_', '/').replace("=", ""),
                        Base64.getEncoder().withoutPadding().encodeToString(expected));
    }

    private byte[] digest(String vcard) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(token.getBytes(UTF_8), "HmacSHA256"));
            return mac.doFinal(vcard.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static boolean same(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(UTF_8), expected.getBytes(UTF_8));
    }

    /** The first value of each property; parameters ({@code TEL;TYPE=cell:...}) are left out. */
    private static Map<String, String> lines(String vcard) {
        var lines = new TreeMap<String, String>();
        for (var line : vcard.replace("\\r\\n", "\n").replace("\\n", "\n").split("\\R")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                var name = line.substring(0, colon).split(";")[0].strip().toUpperCase(Locale.ROOT);
                lines.putIfAbsent(name, line.substring(colon + 1).strip());
            }
        }
        return lines;
    }

    private static String phone(String told) {
        var phone = told.strip();
        phone = phone.toLowerCase(Locale.ROOT).startsWith("tel:") ? phone.substring(4) : phone;
        if (phone.length() > PHONE_LIMIT) {
            return "";
        }
        return INTERNATIONAL.matcher(phone).matches() ? "+" + phone : phone;
    }

    private static String limited(String name) {
        if (name == null || name.isBlank()) {
            return null;
        }
        return name.length() <= NAME_LIMIT ? name : name.substring(0, NAME_LIMIT);
    }

    @Override
    public String toString() {
        return "MaxContacts[]";
    }
}
