package io.besedka.api.salebot;

import io.besedka.account.Access;
import io.besedka.account.Members;
import io.besedka.channel.Connections;
import io.besedka.channel.FileAddresses;
import io.besedka.conversation.ClientCatalog;
import io.besedka.conversation.ConversationStore;
import io.besedka.conversation.Erasure;
import io.besedka.conversation.FileStore;
import io.besedka.conversation.ProjectVariables;
import io.besedka.conversation.Turns;
import io.besedka.conversation.VariableSearch;
import io.besedka.deal.DealStore;
import io.besedka.deal.Pipelines;
import io.besedka.flow.Flows;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.http.Allowances;
import io.besedka.platform.outbound.GuardedHttp;
import java.time.ZoneId;
import java.util.function.LongFunction;

/** What the dialect stands on. @param allowances how fast a key may call; @param zone a project's time zone */
public record SalebotFaces(
        Access access,
        Allowances allowances,
        Members members,
        LongFunction<ZoneId> zone,
        Turns turns,
        ClientCatalog catalog,
        ConversationStore conversations,
        VariableSearch search,
        ProjectVariables projectVariables,
        Erasure erasure,
        FileStore files,
        FileAddresses addresses,
        Connections connections,
        Flows flows,
        Pipelines pipelines,
        DealStore deals,
        Audiences audiences,
        GuardedHttp http,
        Clock clock) {}
