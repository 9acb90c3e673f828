package io.besedka.app;

import io.besedka.account.Accounts;
import io.besedka.account.Sealing;
import io.besedka.broadcast.Broadcasts;
import io.besedka.conversation.FileHolder;
import io.besedka.conversation.FileRemoval;
import io.besedka.conversation.FileStore;
import io.besedka.conversation.Partitions;
import io.besedka.conversation.ProjectVariables;
import io.besedka.deal.Pipelines;
import io.besedka.flow.Flows;
import io.besedka.platform.clock.Clock;
import io.besedka.platform.database.Database;
import io.besedka.platform.http.Problem;
import io.besedka.platform.secret.KeyFile;
import io.besedka.platform.secret.SecretBox;
import java.time.ZoneId;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** What everything stands on: the database, the key of secrets, people, files, flows, and what turns ask of projects. */
record Foundation(
        Database database,
        SecretBox box,
        Accounts accounts,
        FileStore files,
        FileRemoval removal,
        Flows flows,
        Pipelines pipelines,
        ProjectVariables variables) {
    /** Rooms whose own rows name files. */
    static final List<FileHolder> HOLDERS = List.of(Broadcasts::files, Flows::files);

    static Foundation lay(Config config, Clock clock, Running running) {
        var database = running.keep(Storage.open(config)).database();
        var jdbi = database.jdbi();
        running.keep(new Partitions(jdbi, clock)).start();
        var box = config.secretKey()
                .map(SecretBox::withKey)
                .orElseGet(() -> KeyFile.readOrCreate(config.data().resolve("secret.key")));
        var accounts = new Accounts(jdbi, clock::now, new SealedBox(box, "account"));
        var files = new FileStore(jdbi, clock, config.data().resolve("files"));
        var removal = running.keep(new FileRemoval(jdbi, clock, files, HOLDERS)).start();
        var flows = new Flows(
                jdbi,
                clock,
                project -> ZoneId.of(accounts.projects().get(project).timeZone()));
        flows.load();
        return new Foundation(
                database,
                box,
                accounts,
                files,
                removal,
                flows,
                new Pipelines(jdbi, clock),
                new ProjectVariables(jdbi, clock));
    }

    Jdbi jdbi() {
        return database.jdbi();
    }

    Sealing sealing(String place) {
        return new SealedBox(box, place);
    }

    /** Null when there is no such user. */
    String userName(long userId) {
        try {
            return accounts.users().get(userId).name();
        } catch (Problem gone) {
            return null;
        }
    }
}
