package io.besedka.app;

import io.besedka.api.salebot.Audiences;
import io.besedka.broadcast.Audience;
import io.besedka.broadcast.BroadcastRefused;
import io.besedka.broadcast.Broadcasts;
import io.besedka.broadcast.ClientLists;
import io.besedka.broadcast.Lists;
import io.besedka.broadcast.NewBroadcast;
import io.besedka.broadcast.Saying;
import java.util.List;
import java.util.function.Supplier;

/** Lists and broadcasts as Salebot's dialect asks for them. */
record SalebotAudiences(Lists lists, ClientLists members, Broadcasts broadcasts) implements Audiences {
    private static final String NAME = "Salebot API";
    private static final int PAGE = 10_000;

    @Override
    public void add(long projectId, long list, List<Long> clients) {
        willing(() -> lists.add(projectId, list, clients));
    }

    @Override
    public void remove(long projectId, long list, List<Long> clients) {
        willing(() -> lists.remove(projectId, list, clients));
    }

    /** Lists are read by where a page ended; an offset is walked to. */
    @Override
    public List<Long> members(long projectId, long list, int offset, int limit) {
        return willing(() -> {
            long after = 0;
            for (int left = offset; left > 0; left -= PAGE) {
                var passed = members.page(projectId, list, after, Math.min(left, PAGE))
                        .clients();
                if (passed.isEmpty()) {
                    return List.of();
                }
                after = passed.getLast().client();
            }
            return limit == 0
                    ? List.of()
                    : members.page(projectId, list, after, limit).clients().stream()
                            .map(ClientLists.Listed::client)
                            .toList();
        });
    }

    @Override
    public long broadcast(Wanted wanted) {
        var to = wanted.to();
        var audience = to.list() != null
                ? new Audience.OfList(to.list())
                : to.clients().isEmpty()
                        ? new Audience.OfPlatformIds(to.connectionId(), to.platformIds())
                        : new Audience.OfClients(to.clients());
        var saying = wanted.content() == null ? new Saying.Block(wanted.block()) : new Saying.Message(wanted.content());
        var broadcast = new NewBroadcast(
                wanted.projectId(),
                NAME,
                wanted.author(),
                audience,
                saying,
                wanted.shift(),
                wanted.at(),
                null,
                false,
                false);
        return willing(() -> broadcasts.start(broadcast));
    }

    private static <T> T willing(Supplier<T> doing) {
        try {
            return doing.get();
        } catch (BroadcastRefused refused) {
            throw new Unwilling(refused.getMessage());
        }
    }
}
