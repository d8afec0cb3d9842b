package io.reissue.sandbox.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** The database server of a sandbox, for whoever does it harm from outside: kills it, or stops it and starts it again. */
public final class DatabaseServer {
    private final Path folder;

    /** @param folder as given to {@link EmbeddedPostgres} */
    public DatabaseServer(Path folder) {
        this.folder = folder;
    }

    /** SIGKILL: no session is told, nothing is written any more. */
    public void kill() throws Exception {
        ProcessHandle server = process();
        server.destroyForcibly();
        server.onExit().get(30, TimeUnit.SECONDS);
    }

    /** As a person would who wants it to stay down: open transactions are rolled back. */
    public void stop() throws IOException {
        pgCtl("stop", "-m", "fast");
    }

    /** Where and how it ran before. */
    public void start() throws IOException {
        // the options of the last start, without the program
        String options = Files.readString(data().resolve("postmaster.opts"))
                .strip()
                .replaceFirst("^\\S+ ", "")
                .replaceAll("\"-D\" \"[^\"]*\" ?", "");
        pgCtl("start", "-l", data().resolve("postgres.log").toString(), "-o", options);
    }

    public long pid() throws IOException {
        return process().pid();
    }

    /** To a server that runs, whoever started it. */
    public Connection connect(String database) throws IOException, SQLException {
        String port =
                Files.readAllLines(data().resolve("postmaster.pid")).get(3).strip();
        String password = Files.readString(folder.resolve("password")).strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database, EmbeddedPostgres.USER, password);
    }

    private ProcessHandle process() throws IOException {
        String pid = Files.readAllLines(data().resolve("postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    }

    private void pgCtl(String action, String... options) throws IOException {
        RunAs runAs = RunAs.valueOf(Files.readString(folder.resolve("run-as")).strip());
        String[] command = new String[4 + options.length];
        command[0] = Binaries.unpacked(runAs, folder).program("pg_ctl");
        command[1] = action;
        command[2] = "-w";
        command[3] = "--pgdata=" + data();
        System.arraycopy(options, 0, command, 4, options.length);
        RunAs.Result result = runAs.run(command);
        if (result.exit() != 0) throw new AssertionError(action + " of the database: " + result.output());
    }

    private Path data() {
        return folder.resolve("data");
    }
}
