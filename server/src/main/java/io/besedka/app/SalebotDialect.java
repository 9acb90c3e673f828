package io.besedka.app;

import io.besedka.api.salebot.SalebotFaces;
import io.besedka.api.salebot.SalebotRoutes;
import io.besedka.conversation.ClientCatalog;
import io.besedka.conversation.ConversationStore;
import io.besedka.conversation.VariableSearch;
import io.besedka.deal.DealStore;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.http.Allowances;
import io.besedka.platform.http.Routes;
import io.besedka.platform.outbound.GuardedHttp;
import java.time.ZoneId;

/** Salebot's dialect on top of our rooms. */
final class SalebotDialect {
    private SalebotDialect() {}

    static Routes routes(
            Config.Api config,
            Clock clock,
            Foundation foundation,
            Channels channels,
            Loop loop,
            Live live,
            Broadcasting broadcasting,
            GuardedHttp http) {
        var jdbi = foundation.jdbi();
        var accounts = foundation.accounts();
        return new SalebotRoutes(new SalebotFaces(
                        accounts.access(),
                        new Allowances(config.salebotPerSecond(), config.salebotBurst(), clock::now),
                        accounts.members(),
                        project -> ZoneId.of(accounts.projects().get(project).timeZone()),
                        loop.turns(),
                        new ClientCatalog(jdbi),
                        new ConversationStore(jdbi),
                        new VariableSearch(jdbi),
                        foundation.variables(),
                        live.erasure(),
                        foundation.files(),
                        channels.addresses(),
                        channels.connections(),
                        foundation.flows(),
                        foundation.pipelines(),
                        new DealStore(jdbi),
                        new SalebotAudiences(broadcasting.lists(), broadcasting.members(), broadcasting.broadcasts()),
                        http,
                        clock))
                .routes();
    }
}
