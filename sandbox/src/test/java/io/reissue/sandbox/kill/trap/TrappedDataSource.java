package io.reissue.sandbox.kill.trap;

import io.reissue.sandbox.kill.trap.KillPoint.Moment;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The application's data source, whose connections know by their statements which step of the work a commit ends. */
final class TrappedDataSource extends DelegatingDataSource {
    private final Trap trap;

    TrappedDataSource(DataSource target, Trap trap) {
        super(target);
        this.trap = trap;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return proxy(Connection.class, new TrappedConnection(super.getConnection()));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private final class TrappedConnection implements InvocationHandler {
        private final Connection connection;
        /** The transaction that is open has changed rows by the statement in question. */
        private boolean marked;

        private TrappedConnection(Connection connection) {
            this.connection = connection;
        }

        @Override
        public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
            switch (method.getName()) {
                case "commit" -> {
                    return commit(method, arguments);
                }
                case "rollback" -> marked = false;
                case "prepareStatement" -> {
                    if (arguments != null && trap.is((String) arguments[0])) {
                        Object statement = Objects.requireNonNull(call(connection, method, arguments));
                        return proxy(PreparedStatement.class, new TrappedStatement(statement));
                    }
                }
                default -> {
                    // nothing that ends a transaction
                }
            }
            return call(connection, method, arguments);
        }

        private @Nullable Object commit(Method method, Object @Nullable [] arguments) throws Throwable {
            boolean here = marked && trap.counted();
            marked = false;
            if (here) trap.at(Moment.BEFORE_COMMIT);
            Object result = call(connection, method, arguments);
            if (here) trap.at(Moment.AFTER_COMMIT);
            return result;
        }

        private final class TrappedStatement implements InvocationHandler {
            private static final Set<String> EXECUTES = Set.of("executeUpdate", "executeQuery");

            private final Object statement;

            private TrappedStatement(Object statement) {
                this.statement = statement;
            }

            /** A statement outside a transaction is one: it commits as it is executed. One that returns what it changed is a query. */
            @Override
            public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
                if (!EXECUTES.contains(method.getName())) return call(statement, method, arguments);
                boolean alone = connection.getAutoCommit();
                boolean here = alone && trap.counted();
                if (here) trap.at(Moment.BEFORE_COMMIT);
                Object result = call(statement, method, arguments);
                if (here) trap.at(Moment.AFTER_COMMIT);
                if (!alone && hasChangedRows(result)) marked = true;
                return result;
            }

            private static boolean hasChangedRows(@Nullable Object result) throws SQLException {
                return switch (result) {
                    case Integer rows -> rows > 0;
                    case ResultSet returned -> returned.isBeforeFirst();
                    case null, default -> false;
                };
            }
        }
    }
}
