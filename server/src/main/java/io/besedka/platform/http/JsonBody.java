package io.besedka.platform.http;

import io.besedka.platform.json.BadJson;
import io.besedka.platform.json.Json;

/** JSON bodies in and out. */
final class JsonBody {
    private JsonBody() {}

    static byte[] write(Object value) {
        return Json.write(value);
    }

    static <T> T read(byte[] body, Class<T> type) {
        try {
            return Json.read(body, type);
        } catch (BadJson bad) {
            throw Problem.badRequest("bad_json", bad.getMessage());
        }
    }
}
