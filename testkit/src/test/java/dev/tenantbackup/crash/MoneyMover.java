// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** An application that never stops: moves a restaurant's {@link Money} to and fro, each time in one transaction. */
final class MoneyMover implements AutoCloseable {

    private final DataSource database;
    private final long restaurant;
    private final Random random;
    private final Thread thread;
    private final AtomicLong moves = new AtomicLong();
    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;

    private MoneyMover(DataSource database, long restaurant, long seed) {
        this.database = database;
        this.restaurant = restaurant;
        this.random = new Random(seed);
        this.thread = new Thread(this::run, "money mover " + seed);
    }

    static MoneyMover start(DataSource database, long restaurant, long seed) {
        MoneyMover mover = new MoneyMover(database, restaurant, seed);
        mover.thread.start();
        return mover;
    }

    /** Transactions committed until now. */
    long moves() {
        return moves.get();
    }

    private void run() {
        try (Connection connection = database.getConnection()) {
            List<Long> orders = ids(connection, "orders");
            List<Long> credits = ids(connection, "store_credits");
            connection.setAutoCommit(false);
            while (!stopped) {
                move(connection, pick(orders), pick(credits));
            }
        } catch (SQLException | RuntimeException e) {
            failure = e;
        }
    }

    private void move(Connection connection, long order, long credit) throws SQLException {
        String intoCredit = "update store_credits set balance = balance + ? where id = ?";
        String intoTip = "update orders set tip = tip + ? where id = ?";
        String outOfTip = "update orders set tip = tip - ? where id = ? and tip >= 0.07";
        String outOfCredit = "update store_credits set balance = balance - ? where id = ? and balance >= 0.07";
        try {
            boolean there = random.nextBoolean();
            boolean moved = there
                    ? update(connection, outOfTip, order) && update(connection, intoCredit, credit)
                    : update(connection, outOfCredit, credit) && update(connection, intoTip, order);
            if (moved) {
                connection.commit();
                moves.incrementAndGet();
            } else {
                connection.rollback();
            }
        } catch (SQLException e) {
            connection.rollback();
            if (!isClash(e)) {
                throw e;
            }
        }
    }

    /** Two movers met at the same rows: a deadlock, or a lock that was not to be had in time. */
    private static boolean isClash(SQLException e) {
        return e.getSQLState() != null
                && (e.getSQLState().startsWith("40") || e.getSQLState().startsWith("HYT"));
    }

    private static boolean update(Connection connection, String sql, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBigDecimal(1, new BigDecimal("0.07"));
            statement.setLong(2, id);
            return statement.executeUpdate() == 1;
        }
    }

    private long pick(List<Long> ids) {
        return ids.get(random.nextInt(ids.size()));
    }

    private List<Long> ids(Connection connection, String table) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select id from " + table + " where restaurant_id = " + restaurant)) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }

    /** Stops it; fails if it had failed. */
    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw new AssertionError("the mover failed", failure);
        }
    }
}
