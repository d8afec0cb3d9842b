package io.reissue.store.realname;

/**
 * Who a connection is. Migrations run as the owner of the database. Every other connection takes one of two roles, which the
 * migrations create without login and without a password:
 *
 * <ul>
 *   <li>{@link #APPLICATION}: all tables; audit entries it can add but not change; to the real-name record it can only add.
 *   <li>{@link #REAL_NAME}: reads and sweeps the real-name record, and nothing else.
 * </ul>
 *
 * <p>A pool takes its role on each new connection: {@code HikariConfig.setConnectionInitSql(role.statement())}. A deployment makes
 * two login users, {@code create role reissue_worker login password '…' in role reissue_app} and the same for the other, so that no
 * user can take both roles; where they have to be made in advance, by an administrator, the migration finds them and only grants.
 * The sandbox connects as the owner and takes the roles all the same.
 */
public enum DatabaseRole {
    APPLICATION("reissue_app"),
    REAL_NAME("reissue_real_name");

    private final String roleName;

    DatabaseRole(String roleName) {
        this.roleName = roleName;
    }

    /** The first statement of a connection. */
    public String statement() {
        return "set role " + roleName;
    }
}
