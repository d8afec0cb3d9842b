package io.reissue.store.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reissue.store.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileKeyRingTest {
    @TempDir
    Path parent;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T02:00:00Z"));

    @Test
    void keysAreMadeWhenFirstNeededAndFoundAgainByTheNextProcess() throws GeneralSecurityException {
        var folder = parent.resolve("keys");
        var first = new FileKeyRing(folder, clock);
        assertThat(folder).doesNotExist();
        var sealed = first.inventory().encrypt(new byte[] {1}, new byte[0]);
        var token = first.numberToken().computeMac(new byte[] {1});
        var wrapped = first.keyEncryptionKey().aead().encrypt(new byte[] {2}, new byte[0]);

        var next = new FileKeyRing(folder, clock);

        assertThat(next.inventory().decrypt(sealed, new byte[0])).containsExactly(1);
        assertThat(next.numberToken().computeMac(new byte[] {1}))
                .isEqualTo(token)
                .hasSize(32);
        assertThat(next.keyEncryptionKey("kek-2026Q4").decrypt(wrapped, new byte[0]))
                .containsExactly(2);
        assertThat(next.certificateSigning()).isEqualTo(first.certificateSigning());
        assertThat(next.certificateSigning().getKeyID()).isNotBlank();
    }

    @Test
    void folderAndFilesAreTheOwnersAloneAndNoDraftIsLeft() throws IOException {
        var folder = parent.resolve("keys");
        var keys = new FileKeyRing(folder, clock);
        keys.inventory();
        keys.certificateSigning();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        try (var files = Files.list(folder)) {
            assertThat(files)
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void aKeyThatOthersCanReadIsRefused() throws IOException {
        new FileKeyRing(parent, clock).inventory();
        Files.setPosixFilePermissions(parent.resolve("inventory"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatExceptionOfType(KeyRingException.class)
                .isThrownBy(() -> new FileKeyRing(parent, clock).inventory())
                .withMessageContaining("inventory is open to others");
    }

    @Test
    void aKeyEncryptionKeyThatIsGoneIsNotMadeAnew() {
        assertThatExceptionOfType(KeyRingException.class)
                .isThrownBy(() -> new FileKeyRing(parent, clock).keyEncryptionKey("kek-2019Q1"));
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void processesThatMakeAKeyAtTheSameTimeAllUseTheSameOne() throws Exception {
        var together = new CyclicBarrier(16);
        Callable<byte[]> process = () -> {
            var keys = new FileKeyRing(parent, clock);
            together.await();
            return keys.numberToken().computeMac(new byte[] {1});
        };
        List<Future<byte[]>> tokens;
        try (var threads = Executors.newFixedThreadPool(16)) {
            tokens = IntStream.range(0, 16)
                    .mapToObj(_ -> threads.submit(process))
                    .toList();
        }
        assertThat(tokens)
                .allSatisfy(token ->
                        assertThat(token.get()).isEqualTo(tokens.getFirst().get()));
    }
}
