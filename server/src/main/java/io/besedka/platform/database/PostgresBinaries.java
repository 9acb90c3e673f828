package io.besedka.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once from the jar of this machine's kind into a folder named by their checksum. */
record PostgresBinaries(Path home) {

    static PostgresBinaries unpackedIn(Path folder) {
        var archive = archive();
        try {
            var home = folder.resolve(checksum(archive));
            if (!Files.isDirectory(home)) {
                unpack(archive, home);
            }
            return new PostgresBinaries(home.toRealPath());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack PostgreSQL into " + folder, e);
        }
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    private static URL archive() {
        var machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        var name = switch (machine.toLowerCase(Locale.ROOT)) {
            case "linux amd64", "linux x86_64" -> "postgres-linux-x86_64.txz";
            case "linux aarch64" -> "postgres-linux-arm_64.txz";
            default ->
                throw new DatabaseUnavailable("no PostgreSQL comes along for " + machine
                        + ": configure the address of one that already runs");
        };
        var found = PostgresBinaries.class.getClassLoader().getResource(name);
        if (found == null) {
            throw new DatabaseUnavailable("the jar with " + name + " is missing from the class path");
        }
        return found;
    }

    private static String checksum(URL archive) throws IOException {
        var connection = archive.openConnection();
        if (connection instanceof JarURLConnection jar) {
            return Long.toHexString(jar.getJarEntry().getCrc());
        }
        return Long.toHexString(connection.getContentLengthLong() * 31 + connection.getLastModified());
    }

    /** Unpacks aside and renames, so that neither a crash nor a second server unpacking leaves half of it behind. */
    private static void unpack(URL archive, Path home) throws IOException {
        Files.createDirectories(home.getParent());
        var aside = Files.createTempDirectory(home.getParent(), "unpacking-");
        try {
            unpackInto(aside, archive);
            Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(aside, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException another) {
            Folders.delete(aside);
        } catch (IOException e) {
            Folders.delete(aside);
            if (!Files.isDirectory(home)) {
                throw e;
            }
        }
    }

    private static void unpackInto(Path folder, URL archive) throws IOException {
        try (var in = new TarArchiveInputStream(new XZInputStream(archive.openStream()))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (isNeeded(entry.getName())) {
                    place(in, entry, folder.resolve(entry.getName()).normalize(), folder);
                }
            }
        }
    }

    /** Static libraries and headers are for compiling against. */
    private static boolean isNeeded(String name) {
        return !name.endsWith(".a") && !name.contains("include/");
    }

    private static void place(TarArchiveInputStream in, TarArchiveEntry entry, Path target, Path folder)
            throws IOException {
        if (!target.startsWith(folder)) {
            throw new IOException("the archive points outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(in, target);
        var rights = (entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x";
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(rights));
    }
}
