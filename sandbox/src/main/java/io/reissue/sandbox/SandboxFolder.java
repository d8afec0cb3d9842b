package io.reissue.sandbox;

import io.reissue.sandbox.platforms.PrivateFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Where a sandbox keeps what must survive: database, keys, platforms, the virtual time. One sandbox at a time may use it; the lock is
 * the database's.
 */
public final class SandboxFolder {
    private static final String STATE = "sandbox.properties";
    private static final String TIME = "time";

    /** An instant, with blanks behind it: so each write lies over the one before, and a disk writes it as a whole. */
    private static final int TIME_BYTES = 40;

    private final Path root;
    private final Properties state = new Properties();

    public SandboxFolder(Path root) {
        this.root = root.toAbsolutePath();
        try {
            Files.createDirectories(this.root);
            Path file = this.root.resolve(STATE);
            if (Files.exists(file)) {
                try (var in = Files.newInputStream(file)) {
                    state.load(in);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the data folder can't be used: " + this.root, e);
        }
    }

    public Path root() {
        return root;
    }

    public Path keys() {
        return root.resolve("keys");
    }

    public Path database() {
        return root.resolve("postgres");
    }

    public Path platforms() {
        return root.resolve("platforms");
    }

    public Path log() {
        return root.resolve("log").resolve("reissue.log");
    }

    /** A virtual time that is not before the one it was left at, see {@link KeptTime}; empty: it is new. */
    public Optional<Instant> time() {
        Path file = root.resolve(TIME);
        try {
            String kept = Files.exists(file) ? Files.readString(file).strip() : "";
            return kept.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(kept));
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox's time can't be read", e);
        }
    }

    /** On disk when it returns. Hundreds of these a minute: a file is not made anew for each. */
    void keepTime(Instant time) {
        ByteBuffer bytes = ByteBuffer.allocate(TIME_BYTES);
        bytes.put(time.toString().getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) bytes.put((byte) (bytes.remaining() == 1 ? '\n' : ' '));
        try (FileChannel file =
                FileChannel.open(root.resolve(TIME), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(bytes.flip(), 0);
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox's time can't be kept", e);
        }
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(state.getProperty(name));
    }

    /** A value that is set once and then kept. */
    public String keep(String name, String value) {
        String kept = state.getProperty(name);
        if (kept != null) return kept;
        set(name, value);
        return value;
    }

    public synchronized void set(String name, String value) {
        state.setProperty(name, value);
        write();
    }

    /** The token of one of the sandbox's own principals; made when first asked for. */
    public String token(String principal) {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return keep("token." + principal, HexFormat.of().formatHex(random));
    }

    /** Tokens are in it. */
    private void write() {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try {
            state.store(content, "Reissue sandbox");
            PrivateFile.write(root.resolve(STATE), content.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("the data folder can't be written to: " + root, e);
        }
    }

    /** Whether a sandbox keeps its state there. */
    public static boolean is(Path root) {
        return Files.exists(root.resolve(STATE));
    }

    /** @throws IllegalArgumentException something is in it, and it is no sandbox's: whose it is, is not ours to say */
    static void mustBeOurs(Path root) throws IOException {
        if (!Files.exists(root) || is(root)) return;
        try (Stream<Path> files = Files.list(root)) {
            if (files.findAny().isPresent())
                throw new IllegalArgumentException(
                        root + " is not deleted: something is in it, and it is no sandbox's data folder");
        }
    }

    /** Deletes the folder and all that is in it; last what says that it is a sandbox's. */
    public static void delete(Path root) throws IOException {
        if (!Files.exists(root)) return;
        Path last = root.resolve(STATE);
        List<Path> all;
        try (Stream<Path> files = Files.walk(root)) {
            all = files.filter(file -> !file.equals(root) && !file.equals(last))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path file : all) Files.delete(file);
        Files.deleteIfExists(last);
        Files.delete(root);
    }
}
