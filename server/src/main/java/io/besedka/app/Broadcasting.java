package io.besedka.app;

import io.besedka.account.Access;
import io.besedka.api.broadcast.BroadcastRoutes;
import io.besedka.broadcast.BroadcastFaces;
import io.besedka.broadcast.Broadcasts;
import io.besedka.broadcast.ClientLists;
import io.besedka.broadcast.Lists;
import io.besedka.broadcast.OptOutWords;
import io.besedka.broadcast.Results;
import io.besedka.conversation.Turns;
import io.besedka.face.Contents;
import io.besedka.flow.Phrase;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.http.Routes;
import java.time.ZoneId;

/** Lists and broadcasts. */
record Broadcasting(
        Lists lists, ClientLists members, Broadcasts broadcasts, Results results, Contents contents, Turns turns) {
    static Broadcasting start(Clock clock, Foundation foundation, Channels channels, Loop loop, Running running) {
        var jdbi = foundation.jdbi();
        var lists = new Lists(jdbi, clock);
        var members = new ClientLists(jdbi, lists, channels.connections());
        var broadcasts = running.keep(new Broadcasts(new BroadcastFaces(
                jdbi,
                loop.turns()::take,
                members,
                channels.connections(),
                project ->
                        ZoneId.of(foundation.accounts().projects().get(project).timeZone()),
                project -> name -> foundation.variables().get(project, name),
                content -> Phrase.of(content)::fill,
                channels::worded,
                clock)));
        broadcasts.start();
        loop.follow(new OptOutWords(jdbi, loop.turns()::submit, clock));
        return new Broadcasting(
                lists, members, broadcasts, new Results(jdbi), new Contents(foundation.files()), loop.turns());
    }

    Routes routes(Access access) {
        return new BroadcastRoutes(
                        new BroadcastRoutes.Rooms(access, lists, members, broadcasts, results, contents, turns))
                .routes();
    }
}
