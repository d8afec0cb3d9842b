package io.reissue.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.reissue.sandbox.demo.ManifestFile;
import io.reissue.sandbox.postgres.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The proofs that a played run leaves behind, checked as a user checks them. */
class VerifyCommandTest {
    @RegisterExtension
    static final BatchRun RUN = new BatchRun();

    private static final String HOME = "reissue.home";

    @TempDir
    private Path folder;

    @BeforeEach
    void besideTheScript() {
        System.setProperty(HOME, RUN.home().toString());
    }

    @AfterEach
    void nowhere() {
        System.clearProperty(HOME);
    }

    @Test
    void aCertificateIsGenuineByTheKeysInTheDataFolder() {
        RunForTests checked = certificate(RUN.data().resolve(Demo.CERTIFICATE));

        assertThat(checked.exit()).isZero();
        assertThat(checked.out()).startsWith("genuine\n").contains("\"purgedAt\" : \"2026-", "sandbox.reissue.example");
        assertThat(ManifestFile.read(RUN.data()).numbers())
                .allSatisfy(
                        number -> assertThat(checked.out()).doesNotContain(number.digits(), number.holderReference()));
    }

    @Test
    void aCertificateThatWasAlteredIsNot() throws Exception {
        String[] parts = genuine().split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        parts[1] = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.replaceFirst("20\\d\\d-", "2019-").getBytes(StandardCharsets.UTF_8));

        RunForTests checked = certificate(file("altered.jws", String.join(".", parts)));

        assertThat(checked).isEqualTo(new RunForTests(1, "not genuine: FORGED\n", ""));
    }

    @Test
    void aCertificateIsNotGenuineByAnotherIssuersKeys() throws Exception {
        JWKSet keys = new JWKSet(
                new ECKeyGenerator(Curve.P_256).keyID("another").generate().toPublicJWK());
        Path others = file("others.json", keys.toString(true));

        RunForTests checked = certificate(RUN.data().resolve(Demo.CERTIFICATE), "--keys", others.toString());

        assertThat(checked).isEqualTo(new RunForTests(1, "not genuine: UNKNOWN_KEY\n", ""));
    }

    @Test
    void whatIsNoCertificateIsNotGenuine() throws Exception {
        Path picture = Files.write(folder.resolve("picture.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', (byte) 0xff});

        for (Path garbage : new Path[] {picture, file("empty", ""), file("page.html", "<a.b.c>")})
            assertThat(certificate(garbage))
                    .as(garbage.toString())
                    .isEqualTo(new RunForTests(1, "not genuine: MALFORMED\n", ""));
    }

    @Test
    void withoutACertificateNothingIsChecked() {
        Path missing = folder.resolve("missing.jws");

        assertThat(certificate(missing))
                .isEqualTo(new RunForTests(2, "", "run: there is no certificate " + missing + "\n"));
        assertThat(certificate(folder).exit()).isEqualTo(2);
        assertThat(RunForTests.run("verify", "certificate").exit()).isEqualTo(2);
        assertThat(RunForTests.run("verify").exit()).isEqualTo(2);
    }

    @Test
    void withoutKeysNothingIsChecked() throws Exception {
        Path certificate = RUN.data().resolve(Demo.CERTIFICATE);
        System.setProperty(HOME, folder.toString());
        Path text = file("keys.txt", "my keys");
        Path picture = Files.write(folder.resolve("keys.png"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThat(certificate(certificate))
                .isEqualTo(new RunForTests(
                        2,
                        "",
                        "run: there are no public keys in " + folder.resolve(".reissue/certificate-keys.json")
                                + "; --keys names another file\n"));
        for (Path keys : new Path[] {text, picture})
            assertThat(certificate(certificate, "--keys", keys.toString()))
                    .isEqualTo(new RunForTests(
                            2, "", "run: there are no public keys in " + keys + ", but something else\n"));
    }

    @Test
    void theAuditIsReadFromTheDatabaseAloneWhereNothingRuns() throws Exception {
        assertIntact(audit());

        changeAtRest("subject || '!'");
        RunForTests broken = audit();
        changeAtRest("rtrim(subject, '!')");

        assertThat(broken).isEqualTo(new RunForTests(1, "broken at entry 5 CHANGED\n", ""));
        assertIntact(audit());
    }

    /** The database is locked meanwhile, so nobody else could say it. */
    @Test
    void theRunningSandboxIsAskedForTheAudit() throws Exception {
        SandboxFolder data = new SandboxFolder(RUN.data());
        try (Sandbox sandbox = Sandbox.start(data, 7, 24, Sandbox.Ports.ANY)) {
            data.set("edge", sandbox.edge().toString());
            JdbcClient database = JdbcClient.create(sandbox.evidence().database());
            assertIntact(audit());

            change(database, "subject || '!'");
            RunForTests broken = audit();
            change(database, "rtrim(subject, '!')");

            assertThat(broken).isEqualTo(new RunForTests(1, "broken at entry 5 CHANGED\n", ""));
            assertIntact(audit());
        }
    }

    @Test
    void whereThereIsNoSandboxThereIsNoAuditAndNoneIsBegun() throws Exception {
        Path missing = folder.resolve("missing");
        Path other = Files.createDirectory(folder.resolve("other"));

        for (Path none : new Path[] {missing, other})
            assertThat(RunForTests.run("verify", "audit", "--data", none.toString()))
                    .isEqualTo(new RunForTests(2, "", "run: there is no sandbox in " + none + "\n"));
        assertThat(missing).doesNotExist();
        assertThat(other).isEmptyDirectory();
    }

    private static RunForTests certificate(Path file, String... more) {
        String[] arguments = new String[3 + more.length];
        arguments[0] = "verify";
        arguments[1] = "certificate";
        arguments[2] = file.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return RunForTests.run(arguments);
    }

    private static RunForTests audit() {
        return RunForTests.run("verify", "audit");
    }

    private static void assertIntact(RunForTests checked) {
        assertThat(checked.out()).matches("intact, \\d{3,} entries\n");
        assertThat(checked.err()).isEmpty();
        assertThat(checked.exit()).isZero();
    }

    private static String genuine() throws Exception {
        return Files.readString(RUN.data().resolve(Demo.CERTIFICATE));
    }

    private Path file(String name, String content) throws Exception {
        return Files.writeString(folder.resolve(name), content);
    }

    private static void changeAtRest(String subject) throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(new SandboxFolder(RUN.data()).database());
                var connection = DriverManager.getConnection(
                        postgres.jdbcUrl(Database.NAME), postgres.user(), postgres.password())) {
            change(JdbcClient.create(new SingleConnectionDataSource(connection, true)), subject);
        }
    }

    /** By somebody who owns the database. */
    private static void change(JdbcClient database, String subject) {
        assertThat(database.sql("update audit_entry set subject = " + subject + " where seq = 5")
                        .update())
                .isEqualTo(1);
    }
}
