package io.reissue.architecture.violation;

import java.net.URI;
import java.net.http.HttpRequest;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Reaches out of the process, which nothing in this module may. */
final class FetchingRules {
    private FetchingRules() {}

    static String fetch() throws SQLException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://localhost/")).build();
        return request.method() + DriverManager.getConnection("jdbc:none").getCatalog();
    }
}
