// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.ownership;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.catalog.file.CatalogFile;
import dev.tenantbackup.catalog.file.CatalogFormat;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.testkit.TenantDigest;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.verify.OwnershipProblem;
import dev.tenantbackup.verify.VerifyResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Two inns that are alike row by row, with a table for each way in which rows belong to somebody. A row's id is the inn's
 * number times 100 and a small number, so that 101 and 201 are twins.
 */
final class Inns {

    static final TenantId ONE = TenantId.of(1);
    static final TenantId TWO = TenantId.of(2);

    private static final String TABLES = """
            create table inns (id bigint primary key, name varchar(40) not null);
            create table photos (id bigint primary key, title varchar(40));
            create table rooms (id bigint primary key, inn_id bigint not null, photo_id bigint, number varchar(10),
              foreign key (inn_id) references inns (id), foreign key (photo_id) references photos (id));
            create table guests (id bigint primary key, inn_id bigint not null, favourite_id bigint,
              foreign key (inn_id) references inns (id), foreign key (favourite_id) references rooms (id));
            create table stays (id bigint primary key, guest_id bigint, room_id bigint,
              foreign key (guest_id) references guests (id), foreign key (room_id) references rooms (id));
            create table notes (id bigint primary key, inn_id bigint, stay_id bigint,
              foreign key (stay_id) references stays (id));
            create table handed_keys (guest_id bigint not null, room_id bigint not null, remark varchar(40),
              foreign key (guest_id) references guests (id), foreign key (room_id) references rooms (id));
            create table comments (id bigint primary key, inn_id bigint not null, record_type varchar(10), record_id bigint);
            create table reviews (id bigint primary key, inn_id bigint not null, room_id bigint, extras varchar(400),
              rooms_seen varchar(100));
            create table badges (id bigint primary key, inn_id bigint not null, guest_id bigint not null,
              foreign key (guest_id) references guests (id));
            create table vouchers (id bigint primary key, code varchar(20) not null, room_id bigint);
            create table logins (id bigint primary key, inn_id bigint);
            """;

    private static final String ROWS = """
            insert into inns values (:i, 'Inn');
            insert into photos values (:i01, 'front'), (:i02, 'back');
            insert into rooms values (:i01, :i, :i01, '1'), (:i02, :i, :i02, '2'), (:i03, :i, null, '3');
            insert into guests values (:i01, :i, :i01), (:i02, :i, null);
            insert into stays values (:i01, :i01, :i01), (:i02, :i02, null), (:i03, null, :i03);
            insert into notes values (:i01, :i, null), (:i02, null, :i02), (:i03, :i, :i01);
            insert into handed_keys values (:i01, :i01, 'twice'), (:i01, :i01, 'twice'), (:i02, :i02, null);
            insert into comments values (:i01, :i, 'room', :i01), (:i02, :i, 'guest', :i02), (:i03, :i, 'other', 7);
            insert into reviews values (:i01, :i, :i01, '{"rooms": [:i01, :i02], "host": 7}', ':i01,:i03'),
              (:i02, :i, 0, null, null);
            insert into badges values (:i01, :i, :i01);
            insert into vouchers values (:i01, 'inn-:i-a', :i01), (:i02, 'inn-:i-b', null);
            insert into logins values (:i01, :i), (:i02, :i);
            """;

    private static final String CATALOG = """
            version: 1
            tenant: {table: inns, column: inn_id, name: name}
            tables:
              photos: {owner: referrers}
              stays: {owner: {through: [guest_id, room_id]}}
              notes: {owner: {column: inn_id, through: [stay_id]}}
              handed_keys: {owner: {through: [guest_id, room_id]}}
              comments:
                polymorphic: [{type: record_type, id: record_id, tables: {room: rooms, guest: guests}}]
              reviews:
                references: [{column: room_id, to: rooms, none: [0]}]
                json: [{column: extras, path: "$.rooms[*]", to: rooms}]
                text: [{column: rooms_seen, pattern: "*", to: rooms}]
              badges: {owner: {through: [guest_id]}}
              vouchers:
                owner: {where: "code like concat('inn-', :tenant, '-%')"}
                references: [{column: room_id, to: rooms}]
              logins: {excluded: of no use after a restore}
            """;

    final DataSource dataSource;
    final TenantBackupService service;

    private Inns(DataSource dataSource) {
        this.dataSource = dataSource;
        this.service = service(dataSource);
    }

    static Inns on(Engine engine) {
        Inns inns = new Inns(engine.create().dataSource());
        inns.execute(TABLES);
        inns.execute(ROWS.replace(":i", "1"));
        inns.execute(ROWS.replace(":i", "2"));
        return inns;
    }

    static TenantBackupService service(DataSource connections) {
        return TenantBackupService.builder()
                .database(JdbcTenantDatabase.of(connections))
                .catalog(DeclaredCatalog.of(CatalogFile.parse(CATALOG, CatalogFormat.YAML)))
                .storage(new MemoryStorage())
                .build();
    }

    void execute(String statements) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : statements.strip().split(";\\s*")) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    VerifyResult verify(TenantId tenant) {
        return service.verify(tenant);
    }

    /** The problems of a tenant, one line each: kind, table, keys, other tenants. */
    List<String> problems(TenantId tenant) {
        VerifyResult result = verify(tenant);
        return result.problems().stream().map(Inns::line).toList();
    }

    private static String line(OwnershipProblem problem) {
        StringBuilder line = new StringBuilder(problem.kind() + " " + problem.rows() + " " + lower(problem.table()));
        for (OwnershipProblem.Sample sample : problem.samples()) {
            line.append(' ')
                    .append(sample.key().values().get(0))
                    .append('/')
                    .append(sample.otherTenant().map(TenantId::value).orElse("-"));
        }
        return line.toString();
    }

    static String lower(TableName table) {
        return table.name().toLowerCase(Locale.ROOT);
    }

    Map<String, Map<TableName, String>> digests() {
        return TenantDigest.ofAll(JdbcTenantDatabase.of(dataSource), service.catalog());
    }
}
