// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

import dev.tenantbackup.crash.WatchedDataSource.Call;
import dev.tenantbackup.crash.WatchedDataSource.Kind;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** The moments of an operation, as its files and its database see them: {@code before link .zip}, {@code after commit}. */
final class Moments {

    private Moments() {}

    static DataSource watching(DataSource database, Consumer<String> watcher) {
        return WatchedDataSource.of(database, new WatchedDataSource.Watcher() {
            @Override
            public void before(Call call) {
                if (tells(call)) {
                    watcher.accept("before " + call.word());
                }
            }

            @Override
            public void after(Call call) {
                if (tells(call)) {
                    watcher.accept("after " + call.word());
                }
            }
        });
    }

    private static boolean tells(Call call) {
        return call.kind() == Kind.STATEMENT || call.kind() == Kind.COMMIT;
    }
}
