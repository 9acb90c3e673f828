package io.besedka.api.deal;

import io.besedka.deal.DealLists;
import io.besedka.deal.Pipelines;
import io.besedka.platform.http.Answer;
import java.io.SequenceInputStream;

/** Deals as a table for a spreadsheet, read page by page while it is sent. */
final class DealExport {
    private final DealLists lists;
    private final Pipelines pipelines;
    private final Known known;

    DealExport(DealRoutes.Rooms rooms) {
        this.lists = rooms.lists();
        this.pipelines = rooms.pipelines();
        this.known = rooms.known();
    }

    Answer export(Call call) {
        var query = new DealQuery(call.exchange());
        var filter = query.filter();
        var csv = new DealCsv(query.separator(), call.projectId(), pipelines.of(call.projectId()), known);
        var pages = new CsvPages(csv, (before, limit) -> lists.page(call.projectId(), filter, before, limit));
        return Answer.stream("text/csv; charset=utf-8", new SequenceInputStream(pages), -1)
                .with("Content-Disposition", "attachment; filename=\"deals.csv\"");
    }
}
