package io.besedka.platform.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/** One part of a multipart form: a field, or a file with its name. */
public record Part(String name, Optional<String> fileName, Body body) {
    public static Part field(String name, String value) {
        return new Part(name, Optional.empty(), Body.of("", value.getBytes(UTF_8)));
    }

    public static Part file(String name, String fileName, Body body) {
        return new Part(name, Optional.of(fileName), body);
    }
}
