package io.besedka.api.broadcast;

import io.besedka.api.broadcast.Guard.Call;
import io.besedka.broadcast.NewBroadcast;
import io.besedka.broadcast.Saying;
import io.besedka.face.Contents;
import io.besedka.platform.http.Problem;
import io.besedka.platform.json.BadJson;
import io.besedka.platform.json.Json;
import java.io.IOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a request changes of a broadcast: a member that is absent stays as it is, null takes its value away.
 *
 * @param saying null = what it says stays
 */
record Change(ObjectNode members, Saying saying) {
    static Change read(Call call, Contents contents) throws IOException {
        if (!(call.exchange().json(JsonNode.class, BroadcastRoutes.IDS_BODY) instanceof ObjectNode members)) {
            throw Problem.badRequest("bad_request", "the body must be an object");
        }
        boolean says = members.has("content") || members.has("block");
        return new Change(members, says ? wish(members).saying(call, contents) : null);
    }

    NewBroadcast of(NewBroadcast was) {
        var merged = (ObjectNode) Json.MAPPER.valueToTree(Wish.of(was));
        merged.setAll(members);
        return wish(merged).read(was.projectId(), was.author(), saying == null ? was.saying() : saying);
    }

    private static Wish wish(ObjectNode members) {
        try {
            return Json.read(Json.write(members), Wish.class);
        } catch (BadJson bad) {
            throw Problem.badRequest("bad_json", bad.getMessage());
        }
    }
}
