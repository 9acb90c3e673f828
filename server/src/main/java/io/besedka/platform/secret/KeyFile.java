package io.besedka.platform.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/** The key that everything secret in the database is sealed with: 32 random bytes in base64, for the owner only. */
public final class KeyFile {
    private static final Set<PosixFilePermission> PRIVATE =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private KeyFile() {}

    /** Reads the key, making one when there is none. Throws IllegalStateException when others may read the file. */
    public static SecretBox readOrCreate(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            refuseWiderRights(file);
            return SecretBox.withKey(new Secret(Files.readString(file).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the key file " + file, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("the key file " + file + " " + e.getMessage(), e);
        }
    }

    /** Complete and on disk before it gets its name: a key half written, or lost after use, would lose the secrets. */
    private static void create(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        var rights = PosixFilePermissions.asFileAttribute(PRIVATE);
        var aside = Files.createTempFile(file.toAbsolutePath().getParent(), "secret-", ".new", rights);
        try {
            try (var channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(Base64.getEncoder().encode(Tokens.randomBytes(32))));
                channel.force(true);
            }
            Files.createLink(file, aside);
        } catch (FileAlreadyExistsException anotherWasFaster) {
            // Its key is the one.
        } finally {
            Files.delete(aside);
        }
    }

    private static void refuseWiderRights(Path file) throws IOException {
        var rights = Files.getPosixFilePermissions(file);
        if (!PRIVATE.containsAll(rights)) {
            throw new IllegalStateException("the key file %s may be read by others (%s): chmod 600 it"
                    .formatted(file, PosixFilePermissions.toString(rights)));
        }
    }
}
