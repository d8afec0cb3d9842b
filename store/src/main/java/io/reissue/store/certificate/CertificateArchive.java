package io.reissue.store.certificate;

import io.reissue.store.vault.KeyRingException;
import io.reissue.store.vault.PrivateFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Certificates outside the database, so that one which is restored from a backup can be told what it has forgotten. Files of a day and
 * process, a line a certificate; in the folder of the key ring, which all processes share and no database backup holds.
 *
 * <p>A line is on the disk before its purge is committed: none is missing. One of a purge that was not committed may stand there, and is
 * followed by the one that was: the rules had allowed it.
 */
public final class CertificateArchive {
    private static final String SUFFIX = ".certificates";
    private static final Set<StandardOpenOption> NEW =
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.APPEND);

    /** Longer than any line. */
    private static final int TAIL = 64 * 1024;

    private final Path folder;
    private final Clock clock;
    private @Nullable Writing writing;

    public CertificateArchive(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** @param age of the database when it was issued */
    public record Entry(StoreAge age, String jws) {}

    private record Writing(LocalDate day, FileChannel channel, StoreAge age) {}

    /** Durable when it returns. */
    public synchronized void add(StoreAge age, String jws) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        try {
            Writing file = writing;
            if (file == null || !file.day().equals(today)) {
                if (file != null) file.channel().close();
                file = new Writing(today, open(today), age);
            }
            // the last line of a file is the greatest, whoever came first
            StoreAge greatest = age.compareTo(file.age()) > 0 ? age : file.age();
            writing = new Writing(today, file.channel(), greatest);
            ByteBuffer line =
                    StandardCharsets.US_ASCII.encode(greatest.repurges() + " " + greatest.audited() + " " + jws + "\n");
            while (line.hasRemaining()) file.channel().write(line);
            file.channel().force(false);
        } catch (IOException unwritable) {
            // what is there of the line stays the last of its file
            writing = null;
            throw new KeyRingException("a certificate can't be archived", unwritable);
        }
    }

    private FileChannel open(LocalDate day) throws IOException {
        PrivateFiles.makeFolder(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve(day + "-" + UUID.randomUUID() + SUFFIX), NEW, PrivateFiles.FILE);
        PrivateFiles.flush(folder);
        return channel;
    }

    /** The age of the database in which the latest certificate was issued; empty before the first. */
    public Optional<StoreAge> latest() {
        return files().stream().flatMap(file -> last(file).stream()).max(Comparator.naturalOrder());
    }

    /** Certificates that were issued when the database was that old, or older, day by day. */
    public void read(StoreAge since, Consumer<Entry> reader) {
        for (Path file : files()) {
            if (last(file).filter(age -> age.compareTo(since) >= 0).isEmpty()) continue;
            try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    entry(line)
                            .filter(entry -> entry.age().compareTo(since) >= 0)
                            .ifPresent(reader);
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    /** Deletes the files of days before that one: no backup that is still used is older. */
    public void forgetBefore(LocalDate day) {
        for (Path file : files()) {
            if (!LocalDate.parse(file.getFileName()
                            .toString()
                            .substring(0, day.toString().length()))
                    .isBefore(day)) continue;
            try {
                Files.deleteIfExists(file);
            } catch (IOException undeletable) {
                throw new UncheckedIOException(undeletable);
            }
        }
    }

    private List<Path> files() {
        if (!Files.exists(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Optional<StoreAge> last(Path file) {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, bytes.length() - TAIL);
            byte[] tail = new byte[(int) (bytes.length() - from)];
            bytes.seek(from);
            bytes.readFully(tail);
            List<String> lines =
                    new String(tail, StandardCharsets.US_ASCII).lines().toList();
            for (String line : lines.reversed()) {
                Optional<Entry> whole = entry(line);
                if (whole.isPresent()) return whole.map(Entry::age);
            }
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Empty where a process died while it wrote: its purge was not committed either. */
    private static Optional<Entry> entry(String line) {
        String[] parts = line.split(" ", -1);
        boolean whole = parts.length == 3
                && parts[0].matches("\\d+")
                && parts[1].matches("\\d+")
                && parts[2].matches("[^.]+\\.[^.]+\\.[^.]{86}");
        if (!whole) return Optional.empty();
        return Optional.of(new Entry(new StoreAge(Integer.parseInt(parts[0]), Long.parseLong(parts[1])), parts[2]));
    }
}
