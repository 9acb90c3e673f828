package io.besedka.platform.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one JSON mapper: unknown members are ignored, absent ones left out, times are ISO-8601. Depth at most 64. */
public final class Json {
    public static final int DEPTH_LIMIT = 64;
    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_LIMIT)
                            .maxStringLength(1 << 20)
                            .maxDocumentLength(4 << 20)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // Readers and writers in static fields would wait for the mapper's locks within a class initializer,
            // and who waits for that class keeps its carrier: two such threads have stopped a server with two
            // processors for good.
            .disable(DeserializationFeature.EAGER_DESERIALIZER_FETCH)
            .disable(SerializationFeature.EAGER_SERIALIZER_FETCH)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private Json() {}

    public static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** Reads what came from outside: U+0000 is dropped. Throws {@link BadJson}; never returns null. */
    public static <T> T read(byte[] bytes, Class<T> type) {
        try {
            return present(MAPPER.readValue(Texts.cleanJson(bytes), type));
        } catch (JacksonException bad) {
            throw refused(bad);
        }
    }

    /** Reads what we wrote ourselves. Throws {@link BadJson}; never returns null. */
    public static <T> T read(String text, Class<T> type) {
        try {
            return present(MAPPER.readValue(text, type));
        } catch (JacksonException bad) {
            throw refused(bad);
        }
    }

    public static JsonNode tree(byte[] bytes) {
        return read(bytes, JsonNode.class);
    }

    /** The parser's own words are of its settings and of our classes; a caller wants to know where to look. */
    private static BadJson refused(JacksonException bad) {
        if (bad instanceof StreamConstraintsException) {
            return new BadJson("deeper than " + DEPTH_LIMIT + " levels, or too long");
        }
        var at = bad.getLocation();
        return bad instanceof StreamReadException && at != null
                ? new BadJson("malformed at line " + at.getLineNr() + ", column " + at.getColumnNr())
                : new BadJson("a value of another kind was expected");
    }

    private static <T> T present(T value) {
        if (value == null) {
            throw new BadJson("a value was expected, not null");
        }
        return value;
    }
}
