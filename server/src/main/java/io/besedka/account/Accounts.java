package io.besedka.account;

import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The room's front door: everything in it, wired. Safe for any thread. */
public final class Accounts {
    private final SignIns signIns;
    private final Users users;
    private final Links links;
    private final Projects projects;
    private final Members members;
    private final ApiKeys keys;
    private final Audit audit;
    private final Access access;

    /** @param sealing encrypts the secrets of authenticator apps and the main API keys */
    public Accounts(Jdbi jdbi, InstantSource clock, Sealing sealing) {
        var passwords = new Passwords();
        var secondFactor = new SecondFactor(jdbi, clock, sealing);
        audit = new Audit(jdbi, clock);
        signIns = new SignIns(jdbi, clock, passwords, secondFactor);
        users = new Users(jdbi, passwords, signIns, secondFactor);
        links = new Links(jdbi, clock, passwords, signIns);
        keys = new ApiKeys(jdbi, clock, sealing, audit);
        projects = new Projects(jdbi, clock, signIns, keys, audit);
        members = new Members(jdbi, clock, signIns, links, audit);
        access = new Access(signIns, keys);
    }

    /** The token of a link that makes the first user, while there is none; each call makes the former one worthless. */
    public Optional<String> createFirstAdministrator() {
        return links.createFirstAdministrator();
    }

    public Access access() {
        return access;
    }

    public SignIns signIns() {
        return signIns;
    }

    public Users users() {
        return users;
    }

    public Links links() {
        return links;
    }

    public Projects projects() {
        return projects;
    }

    public Members members() {
        return members;
    }

    public ApiKeys keys() {
        return keys;
    }

    public Audit audit() {
        return audit;
    }
}
